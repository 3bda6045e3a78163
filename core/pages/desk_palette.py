"""What the command palette finds of a user's desk: saved searches, and the records that he had open last."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.desk import recent, searches
from core.pages.palette import MOST, Entry, Group, fits, palette_source
from core.pages.searches.lists import address_of, lists_open_to, savable_lists


@palette_source(order=20)
def opened_last(user: Any, text: str) -> Iterable[Group]:
    """The records that the user had open last: unasked, and by their names."""
    found = [
        one
        for one in recent.opened_last(user, recent.MOST_PER_USER)
        if fits(f"{one.record} {one.about}", text)
    ]
    entries = [
        Entry(str(one.record), one.record.get_absolute_url(), str(one.about), icon="clock")
        for one in found[:MOST]
    ]
    yield Group(_("Opened last"), entries)


@palette_source(order=25)
def saved_searches(user: Any, text: str) -> Iterable[Group]:
    """Saved searches by their names."""
    lists = lists_open_to(user)
    found = [one for one in searches.visible(user, lists)[:100] if fits(one.name, text)] if lists else []
    titles = savable_lists()
    entries = [
        Entry(one.name, address_of(one), titles[one.url_name].title, "bookmark") for one in found[:MOST]
    ]
    yield Group(_("Saved searches"), entries)
