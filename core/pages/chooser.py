"""The columns that a reader chose: which of a table's are shown, and in which order.

They live in the address beside the filters (`columns=name,status`, with the prefix of the region: `site-columns=...`),
so that a link, a saved search and an export hold them. The first column, which links to the record, always leads; what
chooses a row or acts on it keeps its place at the edges. A form sends one parameter for each column, a link sends all
in one: both are understood, and names that the table does not know are ignored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

PARAMETER = "columns"


@dataclass(frozen=True)
class Choice:
    """A column in the list of those to choose from. `earlier`, `later`: the columns after it has moved by one."""

    name: str
    label: str
    shown: bool
    fixed: bool = False
    earlier: str = ""
    later: str = ""


def names_in(given: Iterable[str]) -> list[str]:
    """The names of the columns that the address asks for, in its order, each once."""
    return list(dict.fromkeys(name for text in given for name in text.split(",") if name))


@dataclass(frozen=True)
class Columns:
    """The columns of a table as they are asked for; `declared` holds every one that there is."""

    declared: Mapping[str, Any]
    asked: Sequence[str] = ()
    chosen: list[str] = field(init=False)

    def __post_init__(self) -> None:
        data = self.data()
        wanted = [name for name in self.asked if name in data]
        standard = [name for name in data if not getattr(self.declared[name], "optional", False)]
        object.__setattr__(self, "chosen", list(dict.fromkeys([*data[:1], *(wanted or standard)])))

    def data(self) -> list[str]:
        """The columns that tell something, in the order of the table."""
        return [name for name, column in self.declared.items() if getattr(column, "tells", True)]

    def sequence(self) -> list[str]:
        """What is shown: the edges of the table around what was chosen."""
        names, first = list(self.declared), next(iter(self.data()), "")
        at = names.index(first) if first else 0
        edges = set(names) - set(self.data())
        before = [name for name in names[:at] if name in edges]
        after = [name for name in names[at:] if name in edges]
        return [*before, *self.chosen, *after]

    def choices(self) -> list[Choice]:
        """Every column to choose from, the shown ones first and in their order."""
        shown = [self._shown(place) for place in range(len(self.chosen))]
        rest = [name for name in self.data() if name not in self.chosen]
        return [*shown, *(Choice(name, self.label(name), shown=False) for name in rest)]

    def _shown(self, place: int) -> Choice:
        name, last = self.chosen[place], len(self.chosen) - 1
        return Choice(
            name,
            self.label(name),
            shown=True,
            fixed=place == 0,
            earlier=self._swapped(place - 1) if place > 1 else "",
            later=self._swapped(place) if 0 < place < last else "",
        )

    def _swapped(self, place: int) -> str:
        """The chosen columns with this one and the next exchanged."""
        order = list(self.chosen)
        order[place], order[place + 1] = order[place + 1], order[place]
        return ",".join(order)

    def label(self, name: str) -> str:
        """What a column is called."""
        return str(self.declared[name].verbose_name or capfirst(name.replace("_", " ")))
