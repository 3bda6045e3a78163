"""What the journal knows of a set of records after a moment: for each of their fields the first change alone.

The database folds the journal, so a record with ten thousand changes costs one scan of its index and not ten
thousand rows on their way to Python.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from core.models import ChangeRecord


@dataclass
class Undoing:
    """What must be undone on one record."""

    version: int  # the version that it had
    former: dict[str, Any] = field(default_factory=dict)  # by the name in the journal
    since: dict[str, int] = field(default_factory=dict)  # the version of the first change of each name
    erased: int | None = None  # the version of the first change whose values were erased
    status: str | None = None  # the status that an erased removal or restoring began from


# A unit of work notes when it began, so of two at once the later version may have the earlier time. What counts is
# the order of the versions: everything from the first version after the moment on is undone.
_SQL = """
WITH cut AS (
    SELECT object_id, MIN({version}) AS version FROM {table} line
    WHERE model = %(model)s AND object_id {among} AND at > %(moment)s GROUP BY object_id
), later AS (
    SELECT line.object_id, {version} AS version, line.action, line.changes, line.erased_at, cut.version AS first
    FROM cut JOIN {table} line
    ON line.model = %(model)s AND line.object_id = cut.object_id AND {version} >= cut.version
), told AS (
    SELECT later.object_id, later.first, later.version, pair.key AS name, pair.value AS pair,
        ROW_NUMBER() OVER (PARTITION BY later.object_id, pair.key ORDER BY later.version) AS place
    FROM later {each}
)
SELECT object_id, first, version, name, {text} FROM told WHERE place = 1
UNION ALL
SELECT object_id, first, version, NULL, action FROM later WHERE erased_at IS NOT NULL
"""
# A deletion tells the version that it ended; it comes after the change that made that version.
_VERSION = "line.version"
_VERSION_OF_DELETABLE = "(line.version + CASE WHEN line.action = 'delete' THEN 1 ELSE 0 END)"
_DIALECTS = {
    "postgresql": {
        "among": "= ANY(%(pks)s::bigint[])",
        "each": "CROSS JOIN LATERAL jsonb_each(later.changes) AS pair",
        "text": "pair::text",
    },
    "sqlite": {
        "among": "IN (SELECT value FROM json_each(%(pks)s))",
        "each": "JOIN json_each(later.changes) AS pair",
        "text": "pair",
    },
}
_STATUS_BEFORE = {"remove": "A", "restore": "I"}


def undoings(model: Any, pks: Sequence[int], moment: datetime.datetime) -> dict[int, Undoing]:
    """What must be undone on each of these records of `model` to have them as they were; one query."""
    if not pks:
        return {}
    sql = _SQL.format(
        table=ChangeRecord._meta.db_table,
        version=_VERSION_OF_DELETABLE if model.deletable else _VERSION,
        **_DIALECTS[connection.vendor],
    )
    given = {
        "model": model._meta.label_lower,
        "moment": connection.ops.adapt_datetimefield_value(moment),
        "pks": list(pks) if connection.vendor == "postgresql" else json.dumps(list(pks)),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        lines = cursor.fetchall()
    return _gathered(lines)


def _gathered(lines: Sequence[tuple[Any, ...]]) -> dict[int, Undoing]:
    found: dict[int, Undoing] = {}
    erased: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, first, version, name, text in lines:
        undoing = found.setdefault(pk, Undoing(first - 1))
        if name is None:
            erased[pk].append((version, text))
        else:
            undoing.former[name], undoing.since[name] = json.loads(text)[0], version
    for pk, changes in erased.items():
        changes.sort()
        found[pk].erased = changes[0][0]
        _take_status(found[pk], changes)
    return found


def _take_status(undoing: Undoing, erased: Sequence[tuple[int, str]]) -> None:
    """A removal tells by itself what the status was before, also when its values were erased."""
    told = [(version, _STATUS_BEFORE[action]) for version, action in erased if action in _STATUS_BEFORE]
    if told and told[0][0] < undoing.since.get("status", told[0][0] + 1):
        undoing.status = told[0][1]
