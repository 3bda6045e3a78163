"""CSV as RFC 4180 has it: CRLF, quotes where needed; UTF-8 with the mark by which spreadsheets know it."""

import csv
import datetime
import decimal
import io
from collections.abc import Iterable
from typing import IO, Any

from core.exports.cells import protect
from core.exports.sheet import Row, Sheet


def cell(value: Any) -> str:
    """A plain value as the text of a cell: dates as ISO 8601, numbers with a point and nothing else."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    return protect(value) if isinstance(value, str) else str(value)


class CsvWriter:
    """Writes a sheet to a binary file, the headings at once."""

    def __init__(self, target: IO[bytes], sheet: Sheet) -> None:
        self._target = target
        self._target.write("\ufeff".encode())
        self.write([sheet.heads])

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([[cell(value) for value in row] for row in rows])
        self._target.write(text.getvalue().encode())

    def close(self) -> None:
        """Nothing is left to write."""

    def discard(self) -> None:
        """Nothing is kept beside the file."""
