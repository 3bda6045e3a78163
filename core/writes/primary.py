"""Making a record the primary of its group (R-070 to R-073)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.models.history import ChangeRecord
from core.models.record import Status
from core.work import current
from core.writes import rows
from core.writes.save import reopen, update_checked


def demote_others(record: Any) -> list[Any]:
    """Take the primary flag from the others in the group of `record`, with a notice for each; answers them."""
    flag = record.primary.flag
    holders = rows.lock(record.primary.holders(record))
    before = {holder.pk: rows.snapshot(holder) for holder in holders}
    for holder in holders:
        setattr(holder, flag, False)
        current().notices.append(str(record.primary.lost) % {"record": holder})
    update_checked(holders, before, ChangeRecord.Action.UPDATE)
    return holders


def make_primary(record: Any, *, version: int) -> Any:
    """Make `record` the one active primary of its group; the former one loses the flag first, both are logged."""
    stored = reopen(record, version)
    if getattr(record, "status", Status.ACTIVE) != Status.ACTIVE:
        raise ValidationError(_("%(record)s is inactive; restore it first.") % {"record": record})
    demote_others(record)
    setattr(record, record.primary.flag, True)
    update_checked([record], {record.pk: stored}, ChangeRecord.Action.UPDATE)
    return record
