"""What is exported: a line of headings and rows of plain values, fetched a chunk at a time."""

import datetime
import decimal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import is_aware, make_naive
from django.utils.translation import gettext as _

CHUNK = 500

Row = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """The content of one file.

    name    what it is called, for people: the file and the sheet in it are named after it.
    total   how many rows there are.
    chunks  fetches the rows when it is called, at most CHUNK at a time; may be called again, and begins anew.
    """

    name: str
    heads: Sequence[str]
    total: int
    chunks: Callable[[], Iterator[list[Row]]]


def plain(value: Any) -> Any:
    """A value as files hold it: text, a number, a date, a moment on the reader's clock, None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return make_naive(value) if is_aware(value) else value
    if isinstance(value, (int, float, decimal.Decimal, datetime.date)):
        return value
    return str(value)


def distinct(heads: Iterable[tuple[str, str]]) -> list[str]:
    """Headings of (label, name of the column); those whose label is another's too are told apart by the name."""
    given = list(heads)
    labels = [label for label, _name in given]
    return [f"{label} ({name})" if labels.count(label) > 1 else label for label, name in given]
