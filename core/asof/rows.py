"""Rebuilt records as a list that can be narrowed like a queryset."""

from collections.abc import Iterable
from typing import Any, Self


class Rows(list[Any]):
    """What `record.children.all()` answers for a rebuilt record, and what the filter of a table narrows.

    Only equal values can be asked for: what else a filter may want is asked of the database, which has no past.
    """

    model: Any = None

    def all(self) -> Self:
        """The same rows."""
        return self._with(self)

    def filter(self, **columns: Any) -> Self:
        """The rows with these values; a record stands for its key."""
        wanted = {
            name.removesuffix("__exact"): getattr(value, "pk", value) for name, value in columns.items()
        }
        return type(self)(
            row for row in self if all(_key(row, name) == value for name, value in wanted.items())
        )

    def exists(self) -> bool:
        """True when there is a row."""
        return bool(self)

    def _with(self, rows: Iterable[Any]) -> Self:
        narrowed = type(self)(rows)
        narrowed.model = self.model
        return narrowed


def _key(row: Any, name: str) -> Any:
    return getattr(row, row._meta.get_field(name).attname)
