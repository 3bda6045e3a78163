"""Two people save the same record: what each of them changed, and whether that can go together (D-19, R-228)."""

from typing import Any

from core.exceptions import Conflict, StaleRecord
from core.history import MASK, tracked_fields
from core.models.history import ChangeRecord
from core.work import current


def rebase(record: Any, stored: dict[str, Any], opened_version: int) -> list[str]:
    """Move an edit that began at `opened_version` onto the newer row `stored`.

    Fields that only the others changed are taken over from `stored`. Raises StaleRecord when a field was changed by
    both to different values, or when history cannot tell who changed it. Answers the labels of what others changed.
    """
    changes = _changes_since(record, opened_version)
    former = _former_values(changes)
    told = {change.version for change in changes if change.changes is not None}
    complete = opened_version < stored["version"] and told.issuperset(
        range(opened_version + 1, stored["version"] + 1)
    )
    conflicts, theirs_only = [], []
    for field in tracked_fields(type(record)):
        yours, theirs = getattr(record, field.attname), stored[field.attname]
        if field.name not in former:
            if yours != theirs and not complete:
                conflicts.append(_conflict(record, field, yours, theirs, None))
            continue
        opened = field.to_python(former[field.name])
        if opened == theirs:
            continue
        if yours in (opened, theirs):
            setattr(record, field.attname, theirs)
            theirs_only.append(str(field.verbose_name))
        else:
            conflicts.append(_conflict(record, field, yours, theirs, opened))
    if conflicts:
        latest = changes[-1] if changes else None
        raise StaleRecord(
            record,
            conflicts,
            current_version=stored["version"],
            changed_by=latest.actor if latest else None,
            changed_at=latest.at if latest else None,
        )
    return theirs_only


def _conflict(record: Any, field: Any, yours: Any, theirs: Any, opened: Any) -> Conflict:
    if field.name in record.secret_fields:
        yours, theirs, opened = MASK, MASK, MASK
    return Conflict(field.name, str(field.verbose_name), yours, theirs, opened)


def _changes_since(record: Any, version: int) -> list[ChangeRecord]:
    """The changes to `record` after `version`, oldest first, those of the open unit of work included."""
    label = record._meta.label_lower
    written = ChangeRecord.objects.filter(model=label, object_id=record.pk, version__gt=version)
    pending = [
        change
        for change in current().changes
        if change.model == label and change.object_id == record.pk and change.version > version
    ]
    return [*written.select_related("actor").order_by("version"), *pending]


def _former_values(changes: list[ChangeRecord]) -> dict[str, Any]:
    """The values that the since-changed fields had before the first of `changes`."""
    former: dict[str, Any] = {}
    for change in changes:
        for name, (old, _new) in (change.changes or {}).items():
            former.setdefault(name, old)
    return former
