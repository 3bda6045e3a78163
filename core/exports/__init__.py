"""Exports: one writer for every table, as CSV and XLSX (trust 20).

Sheet       what is exported: headings and rows of plain values, a chunk at a time
FORMATS     {"csv": ..., "xlsx": ...}; `stream` a format in pieces, or `write` it into a file
cells       texts that no spreadsheet runs, and the exact way back
"""

from core.exports.formats import FORMATS, Format, stream, write
from core.exports.sheet import Sheet, distinct, plain

__all__ = ["FORMATS", "Format", "Sheet", "distinct", "plain", "stream", "write"]
