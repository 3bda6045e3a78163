"""Rebuilding records as they were at a moment."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.asof.changes import Undoing, undoings
from core.dates import date_text
from core.fields import KeyField
from core.history import MASK, Part, held, part_named, parts_of, tracked_fields
from core.models import ChangeRecord

ERASED = gettext_lazy("erased")
# What the action of a change tells without its values.
BY_ACTION = frozenset({"status", "removed_with_parent"})
MOMENT = "_as_of"


class Unknown(str):
    """Stands in a field whose former value nobody can tell any more, and says why."""


def moment_of(record: Any) -> datetime.datetime | None:
    """The moment as of which `record` was rebuilt; None for a record as it is."""
    found: datetime.datetime | None = getattr(record, MOMENT, None)
    return found


def at(rows: QuerySet[Any], moment: datetime.datetime, **owner: Any) -> list[Any]:
    """The records of `rows` as they were at `moment`, with what `select_related` and plain prefetches name.

    Those made later are left out, deleted join rows are back. `rows` may be narrowed only by what never changes: keys
    and owners; narrow by a status in what is answered. Give the columns of the owner by keyword (`user=user`) where
    rows may have been deleted. The number of queries does not depend on the number of rows.
    """
    from core.asof.related import follow_all, in_order

    rows = rows.filter(**owner)
    found = [record for record in rows.prefetch_related(None) if record.created_at <= moment]
    rebuild(rows.model, found, moment)
    if rows.model.deletable:
        found += _deleted(rows.model, moment, owner)
    follow_all(rows, found, moment)
    return in_order(rows, found)


def rebuild(model: Any, records: Sequence[Any], moment: datetime.datetime) -> None:
    """Put the values of `moment` onto these records of `model`; one query."""
    to_undo = undoings(model, [record.pk for record in records], moment)
    for record in records:
        undo(record, to_undo.get(record.pk), moment)
    _mark_unrecorded(model, records, moment)


def undo(record: Any, undoing: Undoing | None, moment: datetime.datetime) -> None:
    """Put the former values onto `record`."""
    setattr(record, MOMENT, moment)
    if undoing is not None:
        record.version = undoing.version
        # Who wrote it last at that time stands in the journal; the row only knows of the latest.
        record.updated_at = record.updated_by = None
        for name, value in undoing.former.items():
            part = part_named(type(record), name)
            if part is not None:
                part.put(record, part.to_python(value))
        if undoing.status is not None:
            record.status = undoing.status
        if undoing.erased is not None:
            _mark_erased(record, undoing)
    for field in tracked_fields(type(record)):
        if field.name in record.secret_fields and getattr(record, field.attname):
            setattr(record, field.attname, MASK)
    _derive_keys(record)


def _derive_keys(record: Any) -> None:
    for field in record._meta.concrete_fields:
        if isinstance(field, KeyField):
            field.derive(record)


def _mark_erased(record: Any, undoing: Undoing) -> None:
    """What may have been changed by a change whose values were erased is unknown, unless an earlier one tells it."""
    erased = undoing.erased or 0
    for part in parts_of(type(record), held(record)):
        known = part.field.name in record.fixed_fields | BY_ACTION
        if not known and undoing.since.get(part.name, erased + 1) > erased:
            put_unknown(record, part, Unknown(ERASED))


def put_unknown(record: Any, part: Part, why: Unknown) -> None:
    """Let a field say why its value is not known; a relation has no key then, and the words in place of a record."""
    field: Any = part.field
    if field.is_relation:
        part.put(record, None)
        field.set_cached_value(record, why)
    else:
        part.put(record, why)


def _mark_unrecorded(model: Any, records: Sequence[Any], moment: datetime.datetime) -> None:
    """Fields that came to the model later were not recorded then (`logged_since`)."""
    if not model.logged_since or not records:
        return
    migrations = MigrationRecorder(connection).migration_qs.filter(
        app=model._meta.app_label, name__in=set(model.logged_since.values())
    )
    applied = dict(migrations.values_list("name", "applied"))
    for name, migration in model.logged_since.items():
        since = applied.get(migration)
        if since is not None and since > moment:
            day = date_text(localtime(since).date())
            why = Unknown(_("not recorded before %(day)s") % {"day": day})
            for record in records:
                put_unknown(record, Part(model._meta.get_field(name)), why)


def _deleted(model: Any, moment: datetime.datetime, owner: dict[str, Any]) -> list[Any]:
    """The join rows of this owner that were there at `moment` and were deleted since, from what the journal kept."""
    label, columns = (
        model._meta.label_lower,
        {name: getattr(value, "pk", value) for name, value in owner.items()},
    )
    deletes = ChangeRecord.objects.filter(
        model=label,
        action=ChangeRecord.Action.DELETE,
        at__gt=moment,
        **{f"changes__{model._meta.get_field(name).name}__0": value for name, value in columns.items()},
    ).order_by("object_id")
    made = ChangeRecord.objects.filter(
        model=label,
        action=ChangeRecord.Action.CREATE,
        at__gt=moment,
        object_id__in=deletes.values("object_id"),
    )
    later = set(made.values_list("object_id", flat=True))
    gone = [change for change in deletes if change.object_id not in later]
    records = [_empty(model, change) for change in gone]
    rebuild(model, records, moment)
    return records


def _empty(model: Any, change: ChangeRecord) -> Any:
    """A row of which nothing is known but what its deletion will tell: what it does not name was empty."""
    record = model(pk=change.object_id, version=change.version)
    for field in tracked_fields(model):
        if field.null:
            setattr(record, field.attname, None)
    return record
