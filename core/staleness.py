"""Two people save the same record: what each of them changed, and whether that can go together (D-19, R-228)."""

from typing import Any

from core.exceptions import Conflict, StaleRecord
from core.extra import label_of
from core.history import MASK, Part, held, is_secret, parts_of
from core.models.history import ChangeRecord
from core.work import current


def rebase(record: Any, stored: dict[str, Any], opened_version: int) -> list[str]:
    """Move an edit that began at `opened_version` onto the newer row `stored`.

    What only the others changed is taken over from `stored`, field by field, and key by key in a column that holds
    values by key. Raises StaleRecord when both changed the same to different values, or when history cannot tell who
    changed it. Answers the labels of what others changed.
    """
    changes = _changes_since(record, opened_version)
    former = _former_values(changes)
    told = {change.version for change in changes if change.changes is not None}
    complete = opened_version < stored["version"] and told.issuperset(
        range(opened_version + 1, stored["version"] + 1)
    )
    conflicts, theirs_only = [], []
    for part in parts_of(type(record), held(record), stored):
        yours, theirs = part.read(record), part.of(stored)
        if part.name not in former:
            if yours != theirs and not complete:
                conflicts.append((part, yours, theirs, None))
            continue
        opened = part.to_python(former[part.name])
        if opened == theirs:
            continue
        if yours in (opened, theirs):
            part.put(record, theirs)
            theirs_only.append(part)
        else:
            conflicts.append((part, yours, theirs, opened))
    if conflicts:
        latest = changes[-1] if changes else None
        raise StaleRecord(
            record,
            [_conflict(record, *conflict) for conflict in conflicts],
            current_version=stored["version"],
            changed_by=latest.actor if latest else None,
            changed_at=latest.at if latest else None,
        )
    return [label_of(type(record), part) for part in theirs_only]


def _conflict(record: Any, part: Part, yours: Any, theirs: Any, opened: Any) -> Conflict:
    if is_secret(record, part.name):
        yours, theirs, opened = MASK, MASK, MASK
    return Conflict(part.name, label_of(type(record), part), yours, theirs, opened)


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
