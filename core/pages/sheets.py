"""A table as a sheet to export: the rows of all its pages, in the columns and the order shown, as plain values."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django_tables2.rows import BoundRow

from core.exports.rows import fetched, keys_of
from core.exports.sheet import CHUNK, Row, Sheet, distinct, plain
from core.pages.tables import Table
from core.pages.values import NOTHING
from core.preferences import read_by


def sheet_of(table: Table, name: str, *, most: int | None = None) -> Sheet:
    """The sheet of a table; with `most` at most so many of its rows and one more, by which one knows.

    The language is that of the moment, whenever the rows are fetched.
    """
    rows = keys_of(table.data.data, most)
    language = get_language()

    def chunks() -> Iterator[list[Row]]:
        for start in range(0, len(rows), CHUNK):
            with read_by(table.request.user), override(language):
                told = _told(table, rows[start : start + CHUNK])
            yield told

    columns = _columns(table)
    labels = [(label, bound.name) for bound in columns for label in bound.column.heads(str(bound.header))]
    return Sheet(name, distinct(labels), len(rows), chunks)


def _told(table: Table, part: Sequence[Any]) -> list[Row]:
    """The cells of some rows."""
    records = fetched(table.data.data, part)
    table.ready(records)
    columns = _columns(table)
    return [_cells(columns, BoundRow(record, table=table)) for record in records]


def _columns(table: Table) -> list[Any]:
    return [bound for bound in table.columns.iterall() if bound.column.tells]


def _cells(columns: Sequence[Any], row: BoundRow) -> Row:
    cells: list[Any] = []
    for bound in columns:
        value = _bare(row.get_cell_value(bound.name))
        cells += [plain(cell) for cell in bound.column.cells(value, row.record)]
    return cells


def _bare(value: Any) -> Any:
    """A value without markup; the dash that pages show for nothing is nothing."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, SafeString):
        value = " ".join(strip_tags(value).split())
    return None if value == NOTHING else value
