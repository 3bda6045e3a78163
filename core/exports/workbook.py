"""XLSX with real dates, numbers and texts, written row by row: memory does not grow with the rows."""

import datetime
import decimal
import re
import tempfile
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.exports.cells import encode, protect
from core.exports.sheet import Row, Sheet

# What a sheet of a spreadsheet can hold.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
# Spreadsheets calculate with fifteen digits; a longer number is a text, or its end would be zeros.
EXACT = 10**15
TEXT_FORMAT, LONGEST_FORMATTED = "@", 255
NARROWEST, WIDEST, ROOM = 12, 48, 4
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class XlsxWriter:
    """Writes a sheet to a binary file. A second sheet takes what one cannot hold."""

    def __init__(self, target: IO[bytes], sheet: Sheet) -> None:
        self._target = target
        self._heads = sheet.heads
        self._title = _NOT_IN_TITLES.sub(" ", sheet.name).strip("' ") or "Records"
        self._workbook = Workbook(write_only=True)
        self._begin()

    def _begin(self) -> None:
        self._sheet = self._workbook.create_sheet(self._title[:LONGEST_TITLE])
        self._sheet.freeze_panes = "A2"
        for number, head in enumerate(self._heads, start=1):
            width = min(max(len(head) + ROOM, NARROWEST), WIDEST)
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._sheet.append([self._text(head, bold=True) for head in self._heads])
        self._rows = 1

    def _text(self, text: str, *, bold: bool = False) -> WriteOnlyCell:
        """A text cell, whatever the text looks like."""
        content = encode(protect(text))
        if len(content) > LONGEST_TEXT:
            content = content[: LONGEST_TEXT - 1] + "…"
        made = WriteOnlyCell(self._sheet, value="")
        # Given to the constructor, "#N/A" would become an error and "=1" a formula.
        made.value = content
        made.data_type = "s"
        if len(content) <= LONGEST_FORMATTED:
            made.number_format = TEXT_FORMAT
        if bold:
            made.font = Font(bold=True)
        return made

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, int | decimal.Decimal) and not -EXACT < value < EXACT:
            return self._text(str(value))
        if isinstance(value, datetime.datetime):
            return value.replace(microsecond=0)
        return value

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        for row in rows:
            if self._rows == MOST_ROWS:
                self._begin()
            self._sheet.append([self._cell(value) for value in row])
            self._rows += 1

    def close(self) -> None:
        """Put the file together."""
        self._workbook.save(self._target)

    def discard(self) -> None:
        """Leave nothing of what was begun: the library keeps rows in files, and removes them when it saves."""
        with tempfile.TemporaryFile() as nowhere:
            self._workbook.save(nowhere)
