"""The formats of an export, and the two ways to write one: piece by piece for an answer, or into a file."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Protocol

from django.utils.text import slugify
from django.utils.timezone import localdate

from core.exports.delimited import CsvWriter
from core.exports.sheet import Row, Sheet
from core.exports.workbook import XlsxWriter

LONGEST_STEM = 80


class Writer(Protocol):
    """Writes the headings when it is made, then rows, then whatever comes at the end."""

    def write(self, rows: list[Row]) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""

    def discard(self) -> None:
        """Let go of what was begun, in place of finishing it."""


@dataclass(frozen=True)
class Format:
    """A kind of file. `streams`: what is written can go out at once, because nothing before it changes."""

    code: str
    label: str
    content_type: str
    writer: Any
    streams: bool

    def open(self, target: IO[bytes], sheet: Sheet) -> Writer:
        """A writer of `sheet` into `target`."""
        made: Writer = self.writer(target, sheet)
        return made

    def file_name(self, name: str) -> str:
        """What a file of that content is called today: customers-2026-11-22.csv."""
        stem = slugify(name, allow_unicode=True)[:LONGEST_STEM].strip("-") or "records"
        return f"{stem}-{localdate().isoformat()}.{self.code}"


CSV = Format("csv", "CSV", "text/csv; charset=utf-8", CsvWriter, streams=True)
XLSX = Format(
    "xlsx",
    "XLSX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    XlsxWriter,
    streams=False,
)
FORMATS = {each.code: each for each in (CSV, XLSX)}


def stream(sheet: Sheet, kind: Format) -> Iterator[bytes]:
    """The file in pieces; rows are fetched when their piece is asked for, and then forgotten."""
    held = io.BytesIO()

    def taken() -> bytes:
        piece = held.getvalue()
        held.seek(0)
        held.truncate()
        return piece

    writer = kind.open(held, sheet)
    yield taken()
    for rows in sheet.chunks():
        writer.write(rows)
        yield taken()
    writer.close()
    yield taken()


@contextmanager
def writing(sheet: Sheet, kind: Format, target: IO[bytes]) -> Iterator[Writer]:
    """A writer into `target`, finished in the end; where it comes to none, nothing of it is left beside the file."""
    writer = kind.open(target, sheet)
    try:
        yield writer
    except BaseException:
        writer.discard()
        raise
    writer.close()


def write(sheet: Sheet, kind: Format, target: IO[bytes]) -> None:
    """The whole file into `target`."""
    with writing(sheet, kind, target) as writer:
        for rows in sheet.chunks():
            writer.write(rows)
