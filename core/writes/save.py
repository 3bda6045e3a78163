"""Writing records: one at a time, or many of one model."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks
from core.exceptions import WriteRefused
from core.history import differences, logged_values
from core.models.history import ChangeRecord
from core.staleness import rebase
from core.validation import validate, validate_many
from core.work import current
from core.writes import rows

Action = ChangeRecord.Action


def save(record: Any, version: int | None = None) -> Any:
    """Validate and write one record; answers it.

    A record without a primary key is inserted. An existing one needs the `version` that the user opened (R-228), or
    a lock taken by `writes.lock` in this unit of work. A save that changes nothing writes nothing (R-229). A save
    over somebody else's newer change is re-based where the two touched different fields, with a notice (D-19).
    Raises ValidationError or StaleRecord.
    """
    if record.pk is None:
        return insert_many([record])[0]
    stored = open_stored(record, version)
    validate(record, stored)
    _write_changed([record], {record.pk: stored})
    return record


def insert_many(records: Sequence[Any]) -> list[Any]:
    """Validate and insert new records of one model; answers them. The set-based twin of `save`."""
    records = list(records)
    if not records:
        return records
    current()
    if len(records) == 1:
        validate(records[0])
    else:
        validate_many(records)
    hooks.run("before_write", records)
    rows.insert(records)
    current().log(Action.CREATE, records, [None] * len(records))
    hooks.run("after_write", records)
    return records


def update_many(records: Sequence[Any]) -> list[Any]:
    """Validate and write changed records of one model; answers those that were written.

    The rows must have been locked with `writes.lock` in this unit of work. The set-based twin of `save`.
    """
    records = list(records)
    if not records:
        return records
    _require_locked(records)
    before = rows.stored_many(records)
    for record in records:
        _catch_up(record, before.get(record.pk), record.version)
    validate_many(records, before)
    return _write_changed(records, before)


def update_checked(records: Sequence[Any], before: dict[int, dict[str, Any]], action: str) -> list[Any]:
    """Write locked records that were checked already, logging `action`; for the status and primary functions."""
    written = rows.update(records, before)
    current().log(action, written, [differences(before[record.pk], record) for record in written])
    hooks.run("after_write", written)
    return written


def delete(record: Any, version: int) -> None:
    """Delete a join row (a membership, a unit access); history keeps all its values. Nothing else is ever deleted."""
    if not record.deletable:
        raise WriteRefused(f"{record._meta.label} rows are removed, not deleted.")
    stored = open_stored(record, version)
    changes = {name: [value, None] for name, value in logged_values(record, stored).items()}
    current().log(Action.DELETE, [record], [changes])
    rows.delete(record)


def open_stored(record: Any, version: int | None) -> dict[str, Any]:
    """The database's values of `record`, locked, after the version check; `record` is re-based onto them (D-19).

    Without a `version` the row was locked in this unit of work and the record tells its own: where it is an older
    copy, it is re-based as well, so that a lock never lets an old copy overwrite what is newer.
    """
    current()
    if version is None:
        _require_locked([record])
    stored: Any = rows.stored_values(record)
    taken = _catch_up(record, stored, record.version if version is None else version)
    if taken and version is not None:
        current().notices.append(
            _("%(record)s was changed meanwhile (%(fields)s); your changes were added to the newer version.")
            % {"record": record, "fields": ", ".join(taken)}
        )
    return stored


def reopen(record: Any, version: int | None) -> dict[str, Any]:
    """Lock the row and make `record` equal to it, for verbs that change one thing; answers the stored values."""
    stored = open_stored(record, version)
    for name, value in stored.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    return stored


def _catch_up(record: Any, stored: dict[str, Any] | None, opened_version: int) -> list[str]:
    """Bring an edit of an older version up to the stored row; answers the labels of what others changed."""
    if stored is None:
        raise ValidationError(_("%(record)s does not exist any more.") % {"record": record})
    taken = rebase(record, stored, opened_version) if opened_version != stored["version"] else []
    record.version = stored["version"]
    return taken


def _require_locked(records: Sequence[Any]) -> None:
    locked = current().locked
    for record in records:
        if (type(record), record.pk) not in locked:
            raise WriteRefused(f"{record._meta.label} {record.pk}: give the version, or lock the row first.")


def _write_changed(records: Sequence[Any], before: dict[int, dict[str, Any]]) -> list[Any]:
    for record in records:
        if "status" in before[record.pk] and before[record.pk]["status"] != record.status:
            raise WriteRefused(
                f"{record._meta.label} {record.pk}: a status changes by writes.remove or restore."
            )
    changed = [record for record in records if differences(before[record.pk], record)]
    hooks.run("before_write", changed)
    return update_checked(changed, before, Action.UPDATE)
