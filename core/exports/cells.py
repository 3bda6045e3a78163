"""Text cells that no spreadsheet runs as a formula, and the exact way back (trust 20).

A spreadsheet takes a text that begins with one of FORMULA for a formula or a command. Such a text gets one apostrophe
in front, which spreadsheets know as "this is text". A text that has apostrophes before such a character gets one more,
so that taking one away always gives back what was there:

    =SUM(A1)   ->  '=SUM(A1)
    '=SUM(A1)  ->  ''=SUM(A1)
    O'Hara     ->  O'Hara

Numbers and dates are no text: -5 stays a number.
"""

import re

# The full-width forms are read as formulas by spreadsheets of East Asian languages.
FORMULA = "=+-@\t\r\n＝＋－＠"
APOSTROPHE = "'"
_DANGEROUS = re.compile(f"'*[{re.escape(FORMULA)}]")
_PROTECTED = re.compile(f"'+[{re.escape(FORMULA)}]")

# What XML cannot hold, and what looks like the escape that XLSX has for it.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")


def protect(text: str) -> str:
    """The text as it may stand in a cell."""
    return APOSTROPHE + text if _DANGEROUS.match(text) else text


def restore(cell: str) -> str:
    """The text that `protect` was given: restore(protect(text)) == text for every text."""
    return cell[1:] if _PROTECTED.match(cell) else cell


def encode(text: str) -> str:
    """The text as XLSX holds it: control characters as `_x0001_`, and what only looks like that made plain."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def decode(text: str) -> str:
    """The text that `encode` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
