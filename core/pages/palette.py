"""The command palette: pages, records and searches by a few letters; what `Ctrl-K` opens, and a page without a script.

    # customers/pages/palette.py
    @palette_source(order=30)
    def customers(user, text):
        "Customers that the text finds."
        if text and allowed(user, "accounts.view_account"):
            yield Group(_("Customers"), [Entry(party.name, party.get_absolute_url()) for party in ...])

An app has its sources in `<app>/pages/palette.py`, which is found by itself. A source answers only what the user may
see, at most MOST entries, in a fixed number of queries; for an empty text what is worth offering unasked. The actions
of the page in view are added in the browser, which has them already.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import SIGNED_IN
from core.pages.page import Page
from core.pages.places import places
from core.pages.shortcuts import Shortcut, shortcuts
from core.text import fold

MOST = 8
LONGEST_TEXT = 240


@dataclass(frozen=True)
class Entry:
    """One line: where it leads, a detail beside it, the keys that lead there as well."""

    label: Any
    url: str
    detail: Any = ""
    icon: str = ""
    keys: Any = ()


@dataclass(frozen=True)
class Group:
    """Entries under a heading; `last` stands after everything else, for what is offered whatever is typed."""

    title: Any
    entries: Sequence[Entry]
    last: bool = False


Source = Callable[[Any, str], Iterable[Group]]
_sources: list[tuple[int, Source]] = []


def palette_source(order: int) -> Callable[[Source], Source]:
    """Register a function of (user, text) that answers groups of entries; lower orders come first."""

    def register(source: Source) -> Source:
        _sources.append((order, source))
        return source

    return register


@cache
def discover() -> None:
    """Import the sources of all apps, once, when the palette is first asked."""
    autodiscover_modules("pages.palette", "pages.desk_palette")


def entries_for(user: Any, text: str) -> list[Group]:
    """What the palette answers `user` for `text`, group by group; empty groups are left out."""
    discover()
    groups: list[Group] = []
    for _order, source in sorted(_sources, key=lambda one: one[0]):
        groups += [group for group in source(user, text) if group.entries]
    return sorted(groups, key=lambda group: group.last)


def fits(label: Any, text: str) -> bool:
    """True when every word of `text` begins a word of the label."""
    known = fold(str(label)).replace("-", " ").split()
    return all(any(word.startswith(part) for word in known) for part in fold(text).split())


@palette_source(order=10)
def pages(user: Any, text: str) -> Iterable[Group]:
    """The pages of the sidebar and their like, and the shortcuts that lead to a page from everywhere."""
    found = [
        Entry(place.label, place.url, icon=place.icon, keys=Shortcut("", "", (f"g {place.letter}",)).shown())
        for place in places(user)
        if fits(place.label, text)
    ]
    found += [
        Entry(one.label, one.url, icon="plus", keys=one.shown())
        for one in shortcuts(user)
        if one.url and one.name not in {"palette", "help"} and fits(one.label, text)
    ]
    yield Group(_("Go to"), found)


class PalettePage(Page):
    """The palette as a page of links; the list of its entries alone for the dialog."""

    help: Any = gettext_lazy(
        "Type a part of a name or number: the palette goes to any page or record and runs any action "
        "that you may run."
    )
    permission = SIGNED_IN
    title = gettext_lazy("Command palette")
    section = "palette"
    template_name = "keyboard/palette.html"
    fragment_name = "keyboard/palette_options.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`text` and `groups` of entries."""
        text = self.request.GET.get("q", "").strip()[:LONGEST_TEXT]
        groups = entries_for(self.user, text)
        return super().get_context_data(**kwargs) | {"text": text, "groups": groups}
