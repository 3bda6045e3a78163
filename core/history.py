"""What happened to a record: where it is filed and how values are written down.

A creation logs no values (the row itself has them until somebody changes it), a change logs `{field: [old, new]}`.
"""

import datetime
import decimal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import models

MASK = "•••"
# Between the name of a field that holds values by key and the key: "extra.colour".
KEY = "."
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


@dataclass(frozen=True)
class Part:
    """What history compares by itself: a field, or one key of a field that holds values by key."""

    field: models.Field
    key: str = ""

    @property
    def name(self) -> str:
        """Under which name history logs it: "alias", "extra.colour"."""
        return f"{self.field.name}{KEY}{self.key}" if self.key else self.field.name

    def of(self, values: Mapping[str, Any]) -> Any:
        """Its value in `values` (by attribute name)."""
        value = values[self.field.attname]
        return (value or {}).get(self.key) if self.key else value

    def read(self, record: Any) -> Any:
        """Its value on `record`."""
        return self.of({self.field.attname: getattr(record, self.field.attname)})

    def put(self, record: Any, value: Any) -> None:
        """Set it on `record`; a key without a value is left out."""
        if self.key:
            held = dict(getattr(record, self.field.attname) or {})
            held.pop(self.key, None)
            value = held if value is None else {**held, self.key: value}
        setattr(record, self.field.attname, value)

    def to_python(self, value: Any) -> Any:
        """A logged value as the record holds it."""
        return value if self.key else self.field.to_python(value)


def by_key(field: Any) -> bool:
    """True for a JSON column that holds values by key: each key is compared, logged and re-based by itself."""
    return isinstance(field, models.JSONField) and field.default is dict


def part_named(model: type[models.Model], name: str) -> Part | None:
    """The part that history logs under `name`; None where the model has no such field any more."""
    field_name, _dot, key = name.partition(KEY)
    found = next((field for field in model._meta.concrete_fields if field.name == field_name), None)
    return Part(found, key) if found is not None and bool(key) == by_key(found) else None


def parts_of(model: type[models.Model], *holders: Mapping[str, Any]) -> Iterator[Part]:
    """The tracked parts of `model`; of a field by key those that one of `holders` (by attribute name) has."""
    return _parts(tracked_fields(model), holders)


def _parts(fields: Iterable[Any], holders: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    for field in fields:
        if by_key(field):
            keys = {key for values in holders for key in values[field.attname] or {}}
            yield from (Part(field, key) for key in sorted(keys))
        else:
            yield Part(field)


def held(record: Any) -> dict[str, Any]:
    """The tracked values of `record` by attribute name."""
    return {field.attname: getattr(record, field.attname) for field in tracked_fields(type(record))}


def differences(before: Mapping[str, Any], record: Any) -> dict[str, list[Any]]:
    """`{name: [old, new]}` of the tracked parts of `record` against `before` (values by attribute name)."""
    now = held(record)
    touched = [field for field in tracked_fields(type(record)) if before[field.attname] != now[field.attname]]
    changes = {}
    for part in _parts(touched, (before, now)):
        old, new = part.of(before), part.of(now)
        if old != new and not (part.key and plain(old) == plain(new)):
            changes[part.name] = [plain(old), plain(new)]
    return changes


def logged_values(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The tracked parts of `values` (by attribute name) as history writes them down, without the empty ones."""
    return {
        part.name: plain(part.of(values))
        for part in parts_of(type(record), values)
        if part.of(values) is not None
    }


def is_secret(record: Any, name: str) -> bool:
    """True when nobody may read what the part of `record` (or of its model) with this name holds."""
    return name.partition(KEY)[0] in record.secret_fields


def masked(record: Any, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """`changes` with the values of secret fields hidden: that they changed is logged, what they were is not."""
    return {
        name: [MASK if value else value for value in pair] if is_secret(record, name) else pair
        for name, pair in changes.items()
    }
