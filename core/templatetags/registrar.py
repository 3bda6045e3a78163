"""Template tags of the pages: status pills, values in words, addresses that keep the filters."""

import json
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.http import urlencode

from core import preferences, scope
from core.pages.chooser_menu import Menu
from core.pages.labels import title
from core.pages.marks import icon as icon_mark
from core.pages.marks import pill_mark
from core.pages.paging import SIZES, grouped
from core.pages.pills import pill_of
from core.pages.places import Place, places
from core.pages.saving import asks_for_something
from core.pages.searches.lists import links_for
from core.pages.shortcuts import find_shortcut, for_script, in_words
from core.pages.values import shown as shown_value
from core.text import Part
from core.text import linked as linked_parts

register = template.Library()


@register.simple_tag
def status_pill(value: Any) -> str:
    """The pill for a Pill, a status letter, or a record with a status."""
    return pill_mark(pill_of(value))


@register.simple_tag
def icon(name: str) -> str:
    """A small icon that says nothing by itself: {% icon "plus" %}."""
    return icon_mark(name)


@register.filter
def shown(value: Any) -> str:
    """A value as a reader expects it: dates, numbers, yes and no, a dash for nothing."""
    return shown_value(value)


@register.filter
def linked(text: str) -> list[Part]:
    """A text in parts, its web addresses apart (fragments/linked_text.html)."""
    return linked_parts(text)


@register.filter
def in_title_case(label: Any) -> str:
    """The name of a field as a label."""
    return title(label)


@register.filter
def ask_for_something(forms: Any) -> bool:
    """True when one of a page's forms has a required field: {% if forms|ask_for_something %}."""
    return asks_for_something(forms)


@register.filter
def thousands(value: int) -> str:
    """A number with the thousands separators of the reader's language."""
    return grouped(value)


@register.filter
def page_sizes(_table: Any) -> tuple[int, ...]:
    """The page sizes on offer."""
    return SIZES


@register.simple_tag
def address(request: Any, *pairs: Any) -> str:
    """This page's address with some parameters set: {% address request "page" 2 "sort" None %}; None takes one out."""
    wanted = dict(zip(pairs[::2], pairs[1::2], strict=True))
    query = {name: values for name, values in request.GET.lists() if name not in wanted}
    query |= {name: [str(value)] for name, value in wanted.items() if value is not None}
    return f"{request.path}?{urlencode(query, doseq=True)}" if query else str(request.path)


@register.simple_tag
def column_choices(region: Any, request: Any) -> str:
    """The columns of a region to choose from."""
    return Menu(region, request).written()


@register.simple_tag
def operating_units(user: Any) -> list[str]:
    """The names of the operating units that `user` works in."""
    return scope.unit_names(user)


@register.simple_tag
def reader() -> preferences.Preferences:
    """What the one prefers who reads this page: {% reader as reader %}."""
    return preferences.reader()


@register.inclusion_tag("fragments/shortcut.html")
def shortcut(name: str, place: int = 0) -> dict[str, Any]:
    """The attributes by which an element has a shortcut: {% shortcut "edit" %}; `place` for one of several keys."""
    keys = find_shortcut(name).keys
    if place:
        keys = keys[place - 1 : place]
    return {"name": name, "keys": keys, "words": in_words(keys[0]) if keys else ""}


@register.simple_tag
def shortcuts_for_script(user: Any) -> str:
    """The names of all shortcuts with their keys, for the script."""
    return json.dumps(for_script(user), separators=(",", ":"))


@register.simple_tag
def places_of(user: Any) -> list[Place]:
    """The pages that `user` can go to from anywhere."""
    return places(user)


@register.simple_tag
def sidebar(request: Any, section: str) -> str:
    """The places and the saved searches, which a page shows twice; asked only where a whole page is written."""
    told = {"request": request, "section": section, "saved": links_for(request)}
    return render_to_string("fragments/sidebar.html", told)
