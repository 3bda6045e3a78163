"""Small marks that a page shows a hundred times: icons, pills, links of rows. Without a template, which costs more."""

from functools import cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_mini

from core.pages.header import Action
from core.pages.pills import Pill

CHOOSE = (
    '<a class="choose" id="choose-{0}" href="{1}" hx-get="{1}" hx-target="#page-body" hx-swap="innerHTML" '
    'hx-push-url="true"{2}><span class="sr">{3}</span></a>'
)
CURRENT = SafeString(' aria-current="true"')
DANGER = SafeString(' class="danger"')


@cache
def icon(name: str) -> SafeString:
    """A small heroicon ("pencil-square") that says nothing by itself."""
    return SafeString(heroicon_mini(name, size=16, aria_hidden="true", focusable="false"))


def pill_mark(pill: Pill | None) -> SafeString:
    """Colour, word and shape of a pill; nothing for none."""
    return format_html('<span class="pill {}">{}</span>', pill.tone, pill.label) if pill else SafeString()


def flag_mark(word: Any) -> SafeString:
    """A tick with its word: a yes worth marking in a cell."""
    return format_html('<span class="flag">{} {}</span>', icon("check"), word)


def row_link(action: Action, here: str, about: Any) -> SafeString:
    """An action at the end of a row; `here` is the address to come back to, quoted."""
    tone = DANGER if action.kind == "danger" else ""
    link = '<a href="{}?next={}"{}>{}<span class="sr"> {}</span></a>'
    return format_html(link, action.url, here, tone, action.label, about)


def choose_link(pk: Any, address: str, told: str, *, chosen: bool) -> SafeString:
    """What chooses a row: a link that looks like a radio button."""
    return format_html(CHOOSE, pk, address, CURRENT if chosen else "", told)
