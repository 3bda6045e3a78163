"""Exports: one writer for every table, as CSV and XLSX (trust 20).

Sheet       what is exported: headings and rows of plain values, a chunk at a time
FORMATS     {"csv": ..., "xlsx": ...}; `stream` a format in pieces, or `write` it into a file
cells       texts that no spreadsheet runs, and the exact way back
program     exports that are too long for an answer, in the background
"""

import logging
from typing import Any

from core.exports.formats import FORMATS, Format, stream, write, writing
from core.exports.sheet import Sheet, distinct, plain

__all__ = ["FORMATS", "Format", "Sheet", "distinct", "log", "plain", "stream", "write", "writing"]

logger = logging.getLogger("registrar.exports")


def log(match: Any, region: str, kind: Format, rows: int) -> None:
    """Note in the application's log which list goes out, how long it is and of which record; never what is in it.

    Who asks stands in every line of the log.
    """
    extra = {"route": match.route, "detail": f"{region}, {kind.code}, {rows} rows"}
    if "pk" in match.kwargs:
        extra["object_id"] = match.kwargs["pk"]
    logger.info("export", extra=extra)
