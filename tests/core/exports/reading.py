"""Reading exported files as other programs do."""

import csv
import io

import openpyxl

from core.exports.cells import decode, restore


def content(response):
    """The bytes of an answer that streams."""
    assert response.streaming, response.status_code
    return b"".join(response.streaming_content)


def csv_rows(response):
    """The rows of a CSV answer, headings included, as somebody who imports them has them."""
    text = content(response).decode("utf-8-sig")
    return [[restore(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def xlsx_rows(response):
    """The rows of an XLSX answer, headings included; nothing is an empty text."""
    book = openpyxl.load_workbook(io.BytesIO(content(response)))
    return [[_value(cell.value) for cell in row] for row in book.active.iter_rows()]


def _value(value):
    if isinstance(value, str):
        return restore(decode(value))
    return "" if value is None else value
