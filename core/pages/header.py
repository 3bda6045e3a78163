"""The pieces of a page's head: title, status, facts, the actions a user may do, the way up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.access import SIGNED_IN
from core.pages.page import allowed


@dataclass(frozen=True)
class Action:
    """Something to do, as a link: to a form, or to the page that shows the consequences and asks.

    kind: "" an ordinary button, "primary" the one main action of the page, "danger" what takes something away.
    icon: the name of a heroicon ("pencil-square"); shortcut: the name of a declared one ("edit", core.pages.shortcuts).
    """

    label: Any
    url: str
    permission: str = SIGNED_IN
    kind: str = ""
    icon: str = ""
    shortcut: str = ""
    about: Any = ""  # completes the label for those who hear it without its row: "Remove <about>"


def permitted(actions: Iterable[Action], user: Any) -> list[Action]:
    """Only the actions `user` may do: what one may not do is absent, not greyed out."""
    return [action for action in actions if allowed(user, action.permission)]


@dataclass(frozen=True)
class Fact:
    """A label and a value of a record. The value may be a date, number, Pill, None; url makes a link.

    origin: where the value comes from, when it does not stand on the record itself.
    lines: the value line by line, such as an address.
    """

    label: Any
    value: Any
    url: str = ""
    origin: Any = ""
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """Facts under a heading: a part of a page that shows a record whole (fragments/tab.html)."""

    heading: Any
    facts: Sequence[Fact]
    note: Any = ""
    actions: Sequence["Action"] = ()


@dataclass(frozen=True)
class Crumb:
    """One step of the way up from a record: its customer, its account."""

    label: Any
    url: str


@dataclass
class Header:
    """The head of a record: name, number, status, the two or three facts that matter, actions at the right."""

    title: Any
    number: Any = ""
    kind: Any = ""
    status: Any = None
    facts: Sequence[Fact] = ()
    actions: Sequence[Action] = ()
    crumbs: Sequence[Crumb] = ()
    details: Sequence[Fact] = field(default_factory=tuple)  # further facts, behind "More details"
    pinned: Any = None  # the pinned notes of the record (fragments/pinned.html)

    def for_user(self, user: Any) -> "Header":
        """This header with only the actions `user` may do."""
        self.actions = permitted(self.actions, user)
        return self
