"""Two people save the same record: what each of them changed, and whether that can go together (D-19, R-228)."""

from typing import Any

from core.exceptions import Conflict, StaleRecord
from core.history import plain, tracked_fields
from core.models.history import ChangeRecord


def rebase(record: Any, stored: dict[str, Any], opened_version: int) -> list[str]:
    """Move an edit that began at `opened_version` onto the newer row `stored`.

    Fields that only the others changed are taken over from `stored`. Raises StaleRecord when a field was changed by
    both to different values. Answers the labels of the fields taken over.
    """
    former, latest = _changed_since(record, opened_version)
    fields = {field.name: field for field in tracked_fields(type(record))}
    conflicts, taken = [], []
    for name, opened in former.items():
        field = fields.get(name)
        if field is None:
            continue
        yours, theirs = getattr(record, field.attname), stored[field.attname]
        if plain(yours) == opened and yours != theirs:
            setattr(record, field.attname, theirs)
            taken.append(str(field.verbose_name))
        elif yours != theirs:
            conflicts.append(Conflict(name, str(field.verbose_name), yours, theirs, field.to_python(opened)))
    if conflicts:
        raise StaleRecord(
            record,
            conflicts,
            current_version=stored["version"],
            changed_by=latest.actor if latest else None,
            changed_at=latest.at if latest else None,
        )
    return taken


def _changed_since(record: Any, version: int) -> tuple[dict[str, Any], ChangeRecord | None]:
    """The values that the since-changed fields had at `version`, and the latest of those changes."""
    changes = list(
        ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk, version__gt=version)
        .select_related("actor")
        .order_by("version")
    )
    former: dict[str, Any] = {}
    for change in changes:
        for name, (old, _new) in (change.changes or {}).items():
            former.setdefault(name, old)
    return former, changes[-1] if changes else None
