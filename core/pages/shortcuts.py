"""Every key that does something on our pages, declared once: the `?` page, tooltips, palette and script read it here.

    declare(Shortcut("edit", _("Edit the record"), ("e",), where=RECORD))

A key is named as browsers name it: "e", "?", "Enter", "Control+k". Several keys of one shortcut are alternatives,
but for the parts of a record, which are one key each. What a key does is, in this order: what a module of our
JavaScript says for the name (`command("edit", ...)`), a press on the element that carries the name
(`{% shortcut "edit" %}` in a template, `Action(shortcut="edit")`), the page of `url_name`.

Single keys never work inside a field, nor with Ctrl, Alt or the command key, and can be switched off (WCAG 2.1.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.pages.page import Page, allowed
from core.pages.places import discover, places

EVERYWHERE, LIST, RECORD, FORM = _("Everywhere"), _("In a list"), _("On a record"), _("In a form")
GROUPS = (EVERYWHERE, LIST, RECORD, FORM)
KEY_NAMES = {"Control": _("Ctrl"), "Meta": "⌘", "Enter": _("Enter"), "Escape": _("Esc")}


@dataclass(frozen=True)
class Shortcut:
    """A name, what it does in words, its keys, and where it works.

    url_name, permission: the page it leads to where none of its own elements is on the page, and who may open that.
    """

    name: str
    label: Any
    keys: tuple[str, ...]
    where: Any = EVERYWHERE
    url_name: str = ""
    permission: str = SIGNED_IN

    @property
    def url(self) -> str:
        """The address it leads to, or nothing."""
        return reverse(self.url_name) if self.url_name else ""

    def shown(self) -> list[list[list[str]]]:
        """For the reader: alternatives, each of keys pressed one after the other, each of keys held together."""
        keys = [self.keys[0], self.keys[-1]] if len(self.keys) > 2 else list(self.keys)
        return [[_held(step) for step in key.split(" ")] for key in keys]


def _held(keys: str) -> list[str]:
    names = keys.split("+") if len(keys) > 1 else [keys]
    return [str(KEY_NAMES.get(name, name.upper() if len(names) > 1 else name)) for name in names]


def in_words(keys: str) -> str:
    """One key for a tooltip: "Ctrl+Enter"."""
    return " ".join("+".join(_held(step)) for step in keys.split(" "))


_shortcuts: dict[str, Shortcut] = {}


def declare(shortcut: Shortcut) -> None:
    """Add a shortcut. Two can not share a key, wherever they work: a key means one thing."""
    for other in _shortcuts.values():
        if other.name != shortcut.name and set(other.keys) & set(shortcut.keys):
            raise ValueError(f"{shortcut.name} and {other.name} share a key.")
    _shortcuts[shortcut.name] = shortcut


def find_shortcut(name: str) -> Shortcut:
    """The shortcut of this name; a KeyError tells that nobody declared it."""
    discover()
    return _shortcuts[name]


def shortcuts(user: Any) -> list[Shortcut]:
    """The shortcuts that `user` can use."""
    discover()
    return [one for one in _shortcuts.values() if allowed(user, one.permission)]


def for_script(user: Any) -> dict[str, dict[str, Any]]:
    """What the script needs to know: the keys of each name, and the address where there is one."""
    return {one.name: {"keys": one.keys, "url": one.url} for one in shortcuts(user)}


def grouped(user: Any) -> list[tuple[Any, Sequence[Shortcut]]]:
    """The shortcuts by where they work; to those that work everywhere, the letters after `g` are added."""
    known = shortcuts(user)
    letters = [
        Shortcut(place.url_name, place.label, (f"g {place.letter}",))
        for place in places(user)
        if place.letter
    ]
    groups = [(where, [one for one in known if one.where == where]) for where in GROUPS]
    return [*groups, (_("Go to a page"), letters)]


class ShortcutsPage(Page):
    """All of them, as a page; `?` shows the same in a dialog."""

    help: Any = _(
        "Every key that does something. Single keys work outside of fields only, and can be switched "
        "off among the preferences."
    )
    permission = SIGNED_IN
    title = _("Keyboard shortcuts")
    section = "shortcuts"
    template_name = "keyboard/shortcuts.html"
    fragment_name = "keyboard/shortcut_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`groups` of shortcuts."""
        return super().get_context_data(**kwargs) | {"groups": grouped(self.user)}


declare(Shortcut("search", _("Search: put the cursor into the search box"), ("/",)))
declare(
    Shortcut(
        "palette",
        _("Command palette: any page, record or action"),
        ("Control+k", "Meta+k"),
        url_name="palette",
    )
)
declare(Shortcut("go", _("Go to a page: then its letter"), ("g",)))
declare(Shortcut("help", _("Show this list"), ("?",), url_name="shortcuts"))
declare(Shortcut("page-help", _("Help with the page"), ("h",)))
declare(Shortcut("next-row", _("Next row"), ("j",), where=LIST))
declare(Shortcut("previous-row", _("Previous row"), ("k",), where=LIST))
declare(Shortcut("open", _("Open the row"), ("Enter",), where=LIST))
declare(Shortcut("select", _("Select the row"), ("x",), where=LIST))
declare(Shortcut("tab", _("The parts of the record, in their order"), tuple("1234567890"), where=RECORD))
declare(Shortcut("edit", _("Edit"), ("e",), where=RECORD))
declare(Shortcut("next-record", _("Next record of the list it was opened from"), ("n",), where=RECORD))
declare(Shortcut("previous-record", _("Previous record of that list"), ("p",), where=RECORD))
declare(Shortcut("back", _("Back to that list"), ("u",), where=RECORD))
declare(Shortcut("save", _("Save"), ("Control+Enter", "Meta+Enter"), where=FORM))
declare(Shortcut("cancel", _("Cancel; asks when something was changed"), ("Escape",), where=FORM))
