"""Both formats hold what was given, read with the readers that other programs use (trust 20)."""

import csv
import datetime
import gc
import io
import sys
import tempfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports import FORMATS, Sheet, distinct, plain, stream, workbook, write
from core.exports.cells import decode, restore

CSV, XLSX = FORMATS["csv"], FORMATS["xlsx"]
HEADS = ["Code", "Text", "Number", "Amount", "Date", "Moment", "Nothing"]
ROW = [
    "007",
    '=cmd|"x", "y"\r\nz',
    -5,
    Decimal("1234.50"),
    datetime.date(2026, 11, 22),
    datetime.datetime.fromisoformat("2026-11-22T09:30:15"),
    None,
]


def sheet(rows, heads=HEADS, name="Sites: all [1/2]"):
    return Sheet(name, heads, len(rows), lambda: iter([rows]))


def as_csv(one):
    return b"".join(stream(one, CSV))


def read_xlsx(one):
    held = io.BytesIO()
    write(one, XLSX, held)
    return openpyxl.load_workbook(io.BytesIO(held.getvalue()))


def texts_of(book):
    return [[decode(cell.value) for cell in row] for sheet in book for row in sheet.iter_rows()]


def test_csv_is_what_spreadsheets_and_rfc_4180_expect():
    content = as_csv(sheet([ROW]))

    assert content.startswith(b"\xef\xbb\xbfCode,Text,")
    assert content.endswith(b"2026-11-22 09:30:15,\r\n")
    [heads, row] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert heads == HEADS
    assert row[0] == "007" and restore(row[1]) == ROW[1] and row[1].startswith("'=")
    assert row[2:] == ["-5", "1234.50", "2026-11-22", "2026-11-22 09:30:15", ""]


def test_xlsx_keeps_texts_numbers_and_dates_apart():
    book = read_xlsx(sheet([ROW]))

    [page] = book.worksheets
    assert (page.title, page.freeze_panes) == ("Sites  all  1 2", "A2")
    heads, row = page.iter_rows()
    assert [cell.value for cell in heads] == HEADS
    assert [cell.data_type for cell in row] == ["s", "s", "n", "n", "d", "d", "n"]
    assert row[0].value == "007" and row[0].number_format == "@"
    assert restore(decode(row[1].value)) == ROW[1]
    assert [cell.value for cell in row[2:]] == [
        -5,
        1234.5,
        datetime.datetime.fromisoformat("2026-11-22"),
        ROW[5],
        None,
    ]


@pytest.mark.parametrize("text", ["#N/A", "=1", "TRUE", "1e5", "0001", "2026-11-22", "_x0041_", "a\x01b"])
def test_a_text_is_a_text_whatever_it_looks_like(text):
    [cell] = next(read_xlsx(sheet([[text]], ["Text"])).active.iter_rows(min_row=2))

    assert cell.data_type == "s"
    assert restore(decode(cell.value)) == text


def test_a_number_too_long_for_a_spreadsheet_is_a_text_there():
    row = next(read_xlsx(sheet([[10**15, 10**15 - 1]], ["a", "b"])).active.iter_rows(min_row=2))

    assert [cell.value for cell in row] == ["1000000000000000", 999999999999999]


def test_a_text_too_long_for_a_cell_ends_visibly_in_xlsx_and_is_whole_in_csv():
    long = sheet([["x" * 40_000]], ["Text"])

    [cell] = next(read_xlsx(long).active.iter_rows(min_row=2))
    assert (len(cell.value), cell.value[-2:]) == (32_767, "x…")
    assert as_csv(long).count(b"x") == 40_000 + 1


def test_rows_that_one_sheet_cannot_hold_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    book = read_xlsx(sheet([[1], [2], [3]], ["Number"]))
    assert [[cell.value for cell in page["A"]] for page in book] == [["Number", 1, 2], ["Number", 3]]


@given(st.lists(st.tuples(st.text(), st.text(alphabet="'=-\r\n\",;\t ")), max_size=5))
def test_any_text_comes_back_from_both(rows):
    given_rows = [list(row) for row in rows]
    one = sheet(given_rows, ["a", "b"])

    read = csv.reader(io.StringIO(as_csv(one).decode("utf-8-sig"), newline=""))
    assert [[restore(text) for text in row] for row in list(read)[1:]] == given_rows
    cells = list(read_xlsx(one).active.iter_rows(min_row=2))
    assert [[restore(decode(cell.value or "")) for cell in row] for row in cells] == given_rows


def test_rows_are_fetched_when_their_piece_is_asked_for():
    fetched = []

    def chunks():
        for number in range(3):
            fetched.append(number)
            yield [[number]]

    pieces = stream(Sheet("Numbers", ["Number"], 3, chunks), CSV)
    assert (next(pieces), fetched) == ("\ufeffNumber\r\n".encode(), [])
    assert (next(pieces), fetched) == (b"0\r\n", [0])
    assert (b"".join(pieces), fetched) == (b"1\r\n2\r\n", [0, 1, 2])


def test_values_are_plain():
    moment = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    values = [None, "", True, False, 0, Decimal("1.10"), moment, moment.date(), "text"]

    assert [plain(value) for value in values] == [
        *[None, None, "Yes", "No", 0, Decimal("1.10"), moment.replace(tzinfo=None), moment.date(), "text"]
    ]


def test_equal_labels_are_told_apart_by_the_names_of_the_columns():
    assert distinct([("Status", "status"), ("Name", "name"), ("Status", "site_status")]) == [
        *["Status (status)", "Name", "Status (site_status)"]
    ]


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_an_export_that_comes_to_no_end_leaves_nothing_behind(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    unraised = []
    monkeypatch.setattr(sys, "unraisablehook", unraised.append)

    def chunks():
        yield [ROW]
        raise RuntimeError("The list came to no end.")

    with pytest.raises(RuntimeError):
        write(Sheet("Sites", HEADS, 2, chunks), kind, io.BytesIO())
    gc.collect()
    assert (list(tmp_path.iterdir()), unraised) == ([], [])
