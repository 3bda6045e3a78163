"""The rows of a list to export: known by their keys before the first one goes out, then fetched a few at a time.

Each chunk costs as many queries as one page of the list; no cursor stays open while a slow reader downloads.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from core.exports.sheet import CHUNK


def keys_of(rows: Any, most: int | None = None) -> Sequence[Any]:
    """The primary keys in the order shown, with `most` at most so many and one more, by which one knows.

    The rows themselves where they come from no database.
    """
    limit = None if most is None else most + 1
    if not isinstance(rows, QuerySet):
        return list(rows[:limit])
    keys = rows.prefetch_related(None).values_list("pk", flat=True)
    return array("q", keys[:limit].iterator(chunk_size=CHUNK))


def fetched(rows: Any, keys: Iterable[Any]) -> list[Any]:
    """The rows of these keys. What is not there any more, or no longer fits the filters, is left out."""
    wanted = list(keys)
    if not isinstance(rows, QuerySet):
        return wanted
    found = {row.pk: row for row in rows.order_by().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]
