"""The only statements of Registrar that write records, and the lock that comes before them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from core import constraints
from core.guard import allowed
from core.history import HOUSEKEEPING, roots_of
from core.validation.many import collected
from core.validation.uniques import names_of
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


def hold(model: Any, keys: Iterable[Any]) -> None:
    """Lock the rows with these keys that this unit of work has neither locked nor made."""
    unit_of_work = current()
    rows = {(model, key) for key in keys}
    missing = {key for _model, key in rows - unit_of_work.locked - unit_of_work.made.keys()}
    if missing:
        lock(model._base_manager.filter(pk__in=missing))


def read(model: Any, keys: Iterable[Any], *names: str) -> dict[Any, dict[str, Any]]:
    """Columns of the rows with these keys as the database has them; of rows that were just made without asking it."""
    made = current().made
    found = {key: values for key in set(keys) if (values := made.get((model, key))) is not None}
    missing = set(keys) - found.keys()
    if missing:
        rows = model._base_manager.filter(pk__in=missing).order_by()
        found |= {values["pk"]: values for values in rows.values("pk", *names)}
    return found


def stored_values(record: Any) -> dict[str, Any] | None:
    """What the database holds for `record` now, locked; None when the row is not there."""
    if record.history_path.root != OWN_ID:
        current().hold({roots.root for roots in roots_of([record]) if roots.root is not None})
    return locked_values(record)


def locked_values(record: Any) -> dict[str, Any] | None:
    """The same, without the customer's lock: for rows whose customer may not be in the database yet."""
    names = [field.attname for field in record._meta.concrete_fields]
    rows = type(record)._base_manager.filter(pk=record.pk).select_for_update(no_key=_no_key())
    return rows.order_by("pk").values(*names).first()


def stored_many(records: Sequence[Any]) -> dict[int, dict[str, Any]]:
    """What the database holds now for rows of one model that are locked already, by primary key."""
    names = [field.attname for field in records[0]._meta.concrete_fields]
    found = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records]).values(*names)
    return {values["id"]: values for values in found}


def sign(record: Any, *, new: bool) -> None:
    """Note who wrote the record and when (R-230)."""
    unit_of_work = current()
    if new:
        record.version = 1
        record.created_at, record.created_by = unit_of_work.at, unit_of_work.actor
    record.updated_at, record.updated_by = unit_of_work.at, unit_of_work.actor


def insert(records: Sequence[Any]) -> None:
    """Insert new rows of one model; a violated constraint becomes a ValidationError that names the record."""
    for record in records:
        sign(record, new=True)
    try:
        _write(_insert, records)
    except ValidationError:
        # Nothing of them is stored, so they are new records still.
        for record in records:
            record.pk, record._state.adding = None, True
        raise
    unit_of_work = current()
    unit_of_work.made.update({(type(record), record.pk): snapshot(record) for record in records})
    unit_of_work.taken.update(names_of(records))
    unit_of_work.inserted.add(type(records[0]))
    if records[0].history_path.root == OWN_ID:
        unit_of_work.held.update(record.pk for record in records)


def update(records: Sequence[Any], before: dict[int, dict[str, Any]]) -> list[Any]:
    """Write the rows that differ from `before` (values by primary key), raising their versions by one (R-229).

    Rows are locked by the caller. Answers those that were written; a row that changed nothing is left alone.
    """
    changed = [record for record in records if _changed(record, before[record.pk])]
    if changed:
        _write(lambda rows: _update(rows, before), changed)
    for record in changed:
        record.version = before[record.pk]["version"] + 1
        _forget(record)
    return changed


def _forget(record: Any) -> None:
    """What was known about a row holds no longer."""
    unit_of_work, key = current(), (type(record), record.pk)
    unit_of_work.changed.add(type(record))
    unit_of_work.choosable.discard(key)
    if key in unit_of_work.made:
        unit_of_work.made[key] = None


def _write(statements: Callable[[Sequence[Any]], None], records: Sequence[Any]) -> None:
    """Run `statements` over `records`; what the database refuses is told as an error of the record it refused."""
    try:
        with allowed(), transaction.atomic(savepoint=len(records) > 1):
            statements(records)
    except IntegrityError as error:
        if len(records) > 1:
            _write_singly(statements, records)
        raise constraints.translate(error, records[0]) from error


def _write_singly(statements: Callable[[Sequence[Any]], None], records: Sequence[Any]) -> None:
    """Write one by one, to learn which record the database refuses, and take everything back."""
    found: list[tuple[Any, ValidationError]] = []
    with allowed(), transaction.atomic():
        for record in records:
            try:
                statements([record])
            except IntegrityError as error:
                found.append((record, constraints.translate(error, record)))
                break
        transaction.set_rollback(True)
    if found:
        raise collected([(record, error.update_error_dict({})) for record, error in found])


def _insert(records: Sequence[Any]) -> None:
    if len(records) == 1:
        records[0].save_base(force_insert=True)
    else:
        type(records[0])._base_manager.bulk_create(records, batch_size=BATCH)


def delete(record: Any) -> None:
    """Delete a join row."""
    with allowed():
        type(record)._base_manager.filter(pk=record.pk).delete()
    _forget(record)
    current().made.pop((type(record), record.pk), None)


def _changed(record: Any, before: dict[str, Any]) -> list[str]:
    return [
        field.attname
        for field in record._meta.concrete_fields
        if field.name not in HOUSEKEEPING and before[field.attname] != getattr(record, field.attname)
    ]


def _update(records: Sequence[Any], before: dict[int, dict[str, Any]]) -> None:
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for record in records:
        sign(record, new=False)
        groups[tuple(sorted(_changed(record, before[record.pk])))].append(record)
    for names, rows in groups.items():
        _update_columns(names, rows, before)


def _update_columns(names: tuple[str, ...], rows: list[Any], before: dict[int, dict[str, Any]]) -> None:
    """Write the same columns of several rows: one statement per set of values, or one for all where they differ."""
    model = type(rows[0])
    by_values: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for record in rows:
        by_values[tuple(_hashable(getattr(record, name)) for name in names)].append(record)
    if len(by_values) <= MOST_UPDATES:
        for same in by_values.values():
            values = {name: getattr(same[0], name) for name in (*names, "updated_at", "updated_by_id")}
            found = model._base_manager.filter(pk__in=[record.pk for record in same])
            found.update(**values, version=F("version") + 1)
    else:
        for record in rows:
            record.version = before[record.pk]["version"] + 1
        fields = [field.name for field in model._meta.concrete_fields if field.attname in names]
        model._base_manager.bulk_update(
            rows, [*fields, "version", "updated_at", "updated_by"], batch_size=BATCH
        )


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, dict | list) else value
