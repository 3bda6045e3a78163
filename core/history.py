"""What happened to a record: where it is filed and how values are written down.

A creation logs no values (the row itself has them until somebody changes it), a change logs `{field: [old, new]}`.
"""

import datetime
import decimal
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import models

MASK = "•••"
# Columns that the write functions keep themselves; their change is not news.
HOUSEKEEPING = frozenset({"id", "version", "created_at", "created_by", "updated_at", "updated_by"})


@dataclass(frozen=True)
class Path:
    """Attribute paths (with `__`) from a record to the ids under which its changes are filed.

    `root`, `branch` and `leaf` are the aggregates it belongs to (for customers: party, account, account site),
    `other_root` a second root for records between two, `unit` the operating unit that owns it.
    """

    root: str = ""
    branch: str = ""
    leaf: str = ""
    other_root: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Roots:
    """The ids that a `Path` leads to, None where it leads nowhere."""

    root: int | None = None
    branch: int | None = None
    leaf: int | None = None
    other_root: int | None = None
    unit: int | None = None


def roots_of(records: Sequence[Any]) -> list[Roots]:
    """The roots of each record (all of one model), with one query per relation on the way that is not yet loaded."""
    if not records:
        return []
    path = records[0].history_path
    paths = {part.name: getattr(path, part.name) for part in fields(Path)}
    relations = {"__".join(value.split("__")[:-1]) for value in paths.values() if "__" in value}
    if relations:
        models.prefetch_related_objects(list(records), *sorted(relations))
    return [
        Roots(**{name: _follow(record, value) if value else None for name, value in paths.items()})
        for record in records
    ]


def _follow(record: Any, path: str) -> int | None:
    for name in path.split("__"):
        record = getattr(record, name) if record is not None else None
    return record


def tracked_fields(model: type[models.Model]) -> list[models.Field]:
    """The concrete fields whose changes are logged: all but housekeeping and derived keys."""
    from core.fields import KeyField

    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in HOUSEKEEPING and not isinstance(field, KeyField)
    ]


def plain(value: Any) -> Any:
    """`value` as history stores it in JSON: numbers exact, dates in ISO, the rest as it is."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return value


def differences(before: dict[str, Any], record: Any) -> dict[str, list[Any]]:
    """`{field: [old, new]}` of the tracked fields of `record` against `before` (values by attribute name)."""
    changes = {}
    for field in tracked_fields(type(record)):
        old, new = before[field.attname], getattr(record, field.attname)
        if old != new:
            changes[field.name] = [plain(old), plain(new)]
    return changes


def logged_values(record: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The tracked fields of `values` (by attribute name) as history writes them down, without the empty ones."""
    return {
        field.name: plain(values[field.attname])
        for field in tracked_fields(type(record))
        if values[field.attname] is not None
    }


def masked(record: Any, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """`changes` with the values of secret fields hidden: that they changed is logged, what they were is not."""
    return {
        name: [MASK if value else value for value in pair] if name in record.secret_fields else pair
        for name, pair in changes.items()
    }
