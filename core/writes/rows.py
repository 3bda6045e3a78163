"""The only statements of Registrar that write records, and the lock that comes before them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F, QuerySet

from core import constraints
from core.guard import allowed
from core.history import HOUSEKEEPING, roots_of
from core.work import current

# More different sets of new values than this go in one CASE statement instead of one UPDATE each.
MOST_UPDATES = 5
BATCH = 500
# The history path of a model whose rows are roots themselves: locking the row locks the root.
OWN_ID = "id"


def snapshot(record: Any) -> dict[str, Any]:
    """The values of all columns of `record`, by attribute name."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def lock(rows: QuerySet) -> list[Any]:
    """Lock `rows` in the order of their primary keys and answer them as they are now.

    Locked rows may be saved without a version in the same unit of work. On SQLite the transaction itself is the lock.
    """
    path = rows.model.history_path.root
    if path and path != OWN_ID:
        current().hold(set(rows.order_by().values_list(path, flat=True)) - {None})
    locked = list(rows.order_by("pk").select_for_update(of=("self",), no_key=_no_key()))
    current().locked.update((type(row), row.pk) for row in locked)
    if path == OWN_ID:
        current().held.update(row.pk for row in locked)
    return locked


def _no_key() -> bool:
    # Foreign keys that point at the row may be checked meanwhile: nobody changes its primary key.
    return connection.vendor == "postgresql"


def stored_values(record: Any) -> dict[str, Any] | None:
    """What the database holds for `record` now, locked; None when the row is not there."""
    if record.history_path.root != OWN_ID:
        current().hold({roots.root for roots in roots_of([record]) if roots.root is not None})
    names = [field.attname for field in record._meta.concrete_fields]
    rows = type(record)._base_manager.filter(pk=record.pk).select_for_update(no_key=_no_key())
    return rows.values(*names).first()


def sign(record: Any, *, new: bool) -> None:
    """Note who wrote the record and when (R-230)."""
    unit_of_work = current()
    if new:
        record.version = 1
        record.created_at, record.created_by = unit_of_work.at, unit_of_work.actor
    record.updated_at, record.updated_by = unit_of_work.at, unit_of_work.actor


def insert(records: Sequence[Any]) -> None:
    """Insert new rows of one model; a violated constraint becomes a ValidationError."""
    for record in records:
        sign(record, new=True)
    try:
        with allowed():
            if len(records) == 1:
                records[0].save_base(force_insert=True)
            else:
                type(records[0])._base_manager.bulk_create(records, batch_size=BATCH)
    except IntegrityError as error:
        raise constraints.translate(error, records[0]) from error


def update(records: Sequence[Any], before: dict[int, dict[str, Any]]) -> list[Any]:
    """Write the rows that differ from `before` (values by primary key), raising their versions by one (R-229).

    Rows are locked by the caller. Answers those that were written; a row that changed nothing is left alone.
    """
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for record in records:
        changed = _changed(record, before[record.pk])
        if changed:
            groups[tuple(sorted(changed))].append(record)
    try:
        with allowed():
            for names, rows in groups.items():
                _update_group(names, rows)
    except IntegrityError as error:
        raise constraints.translate(error, next(iter(groups.values()))[0]) from error
    return [record for rows in groups.values() for record in rows]


def delete(record: Any) -> None:
    """Delete a join row."""
    with allowed():
        type(record)._base_manager.filter(pk=record.pk).delete()


def _changed(record: Any, before: dict[str, Any]) -> list[str]:
    return [
        field.attname
        for field in record._meta.concrete_fields
        if field.name not in HOUSEKEEPING and before[field.attname] != getattr(record, field.attname)
    ]


def _update_group(names: tuple[str, ...], rows: list[Any]) -> None:
    """Write the same columns of several rows: one statement per set of values, or one for all where they differ."""
    for record in rows:
        sign(record, new=False)
    model = type(rows[0])
    signature = {"updated_at": rows[0].updated_at, "updated_by": rows[0].updated_by}
    by_values: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for record in rows:
        by_values[tuple(_hashable(getattr(record, name)) for name in names)].append(record.pk)
    if len(by_values) <= MOST_UPDATES:
        firsts = {pks[0]: pks for pks in by_values.values()}
        for record in rows:
            if record.pk in firsts:
                values = {name: getattr(record, name) for name in names}
                model._base_manager.filter(pk__in=firsts[record.pk]).update(
                    **values, **signature, version=F("version") + 1
                )
        for record in rows:
            record.version += 1
    else:
        for record in rows:
            record.version += 1
        fields = [field.name for field in model._meta.concrete_fields if field.attname in names]
        fields += ["version", "updated_at", "updated_by"]
        model._base_manager.bulk_update(rows, fields, batch_size=BATCH)


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, dict | list) else value
