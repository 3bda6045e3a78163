"""The rows of a table as they are written: what is the same for every row is looked up once for each column.

A value is found as django-tables2 finds it, which would look anew for every cell: by the accessor, the meaning of a
choice for its code, the column's `default` for nothing; then `render`, with those of `value`, `record`, `table`,
`column` and `bound_column` that it asks for, and around it the link (`linkify=True`, or a function).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime

from core.pages.links import address_before

NOT_THERE = (AttributeError, KeyError, TypeError, ValueError, ObjectDoesNotExist)
LINK = '<a href="{}">{}</a>'


@dataclass(frozen=True)
class Row:
    """One row: its cells as markup, and whether it is the chosen one."""

    cells: SafeString
    chosen: bool


@dataclass(frozen=True)
class Head:
    """The head of one column: its class, what it says, how it is sorted, and the address that sorts by it next."""

    name: str
    kind: str
    label: Any
    sorted: str
    address: str


def heads_of(table: Any) -> list[Head]:
    """The heads of the columns that a table shows."""
    parameter = table.prefixed_order_by_field
    start = address_before(table.request, parameter, table.prefixed_page_field)
    return [_head(bound, f"{start}{parameter}=") for bound in table.columns]


def _head(bound: Any, start: str) -> Head:
    alias = bound.order_by_alias
    way = ("descending" if alias.is_descending else "ascending") if bound.is_ordered else ""
    address = f"{start}{alias.next}" if bound.orderable else ""
    return Head(bound.name, bound.attrs["th"]["class"] or "", bound.header, way, address)


def rows_of(table: Any) -> Iterator[Row]:
    """The rows on the page of a table."""
    columns = [Cells(table, bound) for bound in table.columns]
    for record in table.records:
        # Every cell is escaped already; to ask each of them once more takes as long as all the rest.
        cells = "".join([f"{each.opening}{each.cell(record)}</td>" for each in columns])
        yield Row(SafeString(cells), table.selected is not None and record.pk == table.selected)


class Cells:
    """The cells of one column."""

    def __init__(self, table: Any, bound: Any) -> None:
        self.opening = format_html('<td class="{}">', bound.column.cell_class)
        *self.way, self.name = bound.accessor.bits
        self.empty_values = bound.column.empty_values
        self.default = conditional_escape(bound.default)
        self.meanings: dict[Any, str] = {}
        self.given = {"table": table, "column": bound.column, "bound_column": bound}
        self.render = self._prepared(bound.render)
        self.address = self._prepared(bound.link.url or _page_of) if bound.link else None

    def cell(self, record: Any) -> SafeString:
        """The cell of a record."""
        value = self.value(record)
        if value in self.empty_values:
            return self.default
        content = self.render(value, record)
        if not isinstance(content, str):
            content = str(localize(template_localtime(content)))
        address = self.address(value, record) if self.address else None
        return conditional_escape(content) if address is None else format_html(LINK, address, content)

    def value(self, record: Any) -> Any:
        """What the accessor ends at, in words where it is a code; None where the way ends before."""
        try:
            owner = record
            for step in self.way:
                owner = _next(owner, step)
            value = _next(owner, self.name)
        except NOT_THERE:
            return None
        kind: Any = type(owner)
        return value if value is None or not _has_choices(kind, self.name) else self._meaning(owner, value)

    def _meaning(self, owner: Any, code: Any) -> str:
        key = (type(owner), code)
        if key not in self.meanings:
            self.meanings[key] = str(getattr(owner, f"get_{self.name}_display")())
        return self.meanings[key]

    def _prepared(self, function: Callable[..., Any]) -> Callable[[Any, Any], Any]:
        """The function, to be called with a value and its record; what else it asks for is the same for all rows."""
        asked = _parameters(getattr(function, "__func__", function))
        same = {name: given for name, given in self.given.items() if name in asked}
        if "record" in asked and "value" in asked:
            return lambda value, record: function(value=value, record=record, **same)
        if "record" in asked:
            return lambda _value, record: function(record=record, **same)
        return lambda value, _record: function(value=value, **same)


def _next(owner: Any, step: str) -> Any:
    found = owner[step] if isinstance(owner, dict) else getattr(owner, step)
    return found() if callable(found) and not getattr(found, "do_not_call_in_templates", False) else found


def _page_of(value: Any, record: Any) -> str:
    """The page of the record that the value is, else of the row's."""
    owner = value if hasattr(value, "get_absolute_url") else record
    return str(owner.get_absolute_url())


@cache
def _has_choices(kind: type, name: str) -> bool:
    try:
        return issubclass(kind, Model) and bool(getattr(kind._meta.get_field(name), "choices", None))
    except FieldDoesNotExist:
        return False


@cache
def _parameters(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(signature(function).parameters)
