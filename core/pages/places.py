"""The pages that one goes to from anywhere: the sidebar, `g` and a letter, and the command palette read this list.

    # parties/pages/places.py
    add(Place(_("Steward's queue"), "queue:list", "parties.view_queuedecision", icon="inbox", letter="q", order=40))

An app adds its own in `<app>/pages/places.py`, which is found by itself.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.pages.page import allowed


@dataclass(frozen=True)
class Place:
    """A page with a name.

    section: what a page of it gives as its `section`; icon: a heroicon; letter: the key after `g`; order: where it
    stands among the others; in_sidebar: whether the sidebar shows it.
    """

    label: Any
    url_name: str
    permission: str = SIGNED_IN
    section: str = ""
    icon: str = ""
    letter: str = ""
    order: int = 100
    in_sidebar: bool = True

    @property
    def url(self) -> str:
        """The address of the page."""
        return reverse(self.url_name)

    def is_open_to(self, user: Any) -> bool:
        """True when `user` may open it."""
        return allowed(user, self.permission)


_places: dict[str, Place] = {}


def add(place: Place) -> None:
    """Put a place on the list; one letter leads to one place."""
    taken = next((one for one in _places.values() if one.letter and one.letter == place.letter), None)
    if taken is not None and taken.url_name != place.url_name:
        raise ValueError(f"The letter {place.letter} leads to {taken.url_name} already.")
    _places[place.url_name] = place


@cache
def discover() -> None:
    """Import what the apps add. Done when the list is first read, so that the domain never imports pages."""
    autodiscover_modules("pages.places")


def places(user: Any) -> list[Place]:
    """The places that `user` may open, in order."""
    discover()
    return sorted((one for one in _places.values() if one.is_open_to(user)), key=lambda one: one.order)


add(Place(_("Start"), "start-page", section="start", icon="home", letter="s", order=0))
add(
    Place(
        _("Background work"),
        "jobs:list",
        "core.view_jobrun",
        section="jobs",
        icon="clock",
        letter="b",
        order=80,
    )
)
add(
    Place(
        _("Set-up"),
        "admin:index",
        "core.view_extrafield",
        icon="cog-6-tooth",
        letter="u",
        order=90,
    )
)
add(Place(_("Keyboard shortcuts"), "shortcuts", icon="command-line", letter="k", order=99, in_sidebar=False))
