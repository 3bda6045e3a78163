"""Remove (make inactive) and restore, with everything that goes and comes with a record (D-11, R-095 to R-097)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import hooks, scope
from core.models.history import ChangeRecord
from core.models.record import Status
from core.primary import groups_with_primary
from core.validation.many import taken
from core.validation.uniques import uniques_of
from core.work import current
from core.writes import rows
from core.writes.save import reopen, update_checked

Action = ChangeRecord.Action


def remove(record: Any, *, version: int) -> Any:
    """Make one active record inactive, and by cascade what hangs under it; answers the record.

    Hooks may refuse (ValidationError) and name the rows that go with it; each of those remembers that it was
    removed with its parent (D-11).
    """
    reopen(record, version)
    if record.status != Status.ACTIVE:
        raise ValidationError(_("%(record)s is inactive already.") % {"record": record})
    _remove_set([record], with_parent=False)
    return record


def remove_many(queryset: QuerySet) -> list[Any]:
    """Lock and remove the active rows of `queryset`; answers them. The set-based twin of `remove`."""
    records = rows.lock(queryset.filter(status=Status.ACTIVE))
    _remove_set(records, with_parent=False)
    return records


def restore(record: Any, *, version: int) -> Any:
    """Make one inactive record active again, and exactly what was removed with it (D-11, R-097).

    A row that would break a uniqueness rule stays inactive and is named in a notice; a row comes back as primary
    only where its group has no active primary.
    """
    reopen(record, version)
    if record.status != Status.INACTIVE:
        raise ValidationError(_("%(record)s is not inactive.") % {"record": record})
    clash = _clashes([record])
    if clash:
        raise ValidationError(clash[0][1])
    _restore_set([record])
    return record


def _remove_set(records: Sequence[Any], *, with_parent: bool) -> None:
    if not records:
        return
    before = {record.pk: rows.snapshot(record) for record in records}
    children = [queryset for answer in hooks.call("on_remove", records) for queryset in answer or []]
    for record in records:
        record.status, record.removed_with_parent = Status.INACTIVE, with_parent
    update_checked(records, before, Action.REMOVE)
    # From the highest app down: an address may go only when the account sites at it are gone.
    for queryset in reversed(children):
        _remove_set(rows.lock(queryset.filter(status=Status.ACTIVE)), with_parent=True)


def _restore_set(records: Sequence[Any]) -> None:
    if not records:
        return
    before = {record.pk: rows.snapshot(record) for record in records}
    children = [queryset for answer in hooks.call("on_restore", records) for queryset in answer or []]
    for record in records:
        record.status, record.removed_with_parent = Status.ACTIVE, False
    _yield_primary(records)
    update_checked(records, before, Action.RESTORE)
    for queryset in children:
        _restore_children(rows.lock(queryset.filter(status=Status.INACTIVE, removed_with_parent=True)))


def _restore_children(records: list[Any]) -> None:
    """Restore the rows that may come back; the others stay inactive for good and are listed with the reason."""
    kept = [
        *_clashes(records),
        *[pair for answer in hooks.call("stays_inactive", records) for pair in answer],
    ]
    reasons = {id(record): str(reason) for record, reason in kept}
    staying = [record for record in records if id(record) in reasons]
    before = {record.pk: rows.snapshot(record) for record in staying}
    for record in staying:
        record.removed_with_parent = False
    update_checked(staying, before, Action.UPDATE)
    current().notices.extend(_told([(record, reasons[id(record)]) for record in staying]))
    _restore_set([record for record in records if id(record) not in reasons])


def _told(staying: Sequence[tuple[Any, str]]) -> list[str]:
    """What the acting user hears of rows that stay; of those in units off his access list the number only (D-15)."""
    user = scope.acting_user()
    seen = [
        (record, reason)
        for record, reason in staying
        if user is None or getattr(record, "unit_id", None) in {None, *scope.visible_units(user)}
    ]
    notices = [
        _("%(record)s stays inactive: %(reason)s") % {"record": record, "reason": reason}
        for record, reason in seen
    ]
    beyond = len(staying) - len(seen)
    if beyond:
        text = ngettext(
            "%(count)d record in other operating units stays inactive.",
            "%(count)d records in other operating units stay inactive.",
            beyond,
        )
        notices.append(text % {"count": beyond})
    return notices


def _clashes(records: Sequence[Any]) -> list[tuple[Any, str]]:
    """The records that another active row keeps from coming back, with the message of the rule.

    The primary rule is not among them: a record whose group has a primary comes back without the flag.
    """
    found: dict[int, tuple[Any, str]] = {}
    for record in records:
        record.status = Status.ACTIVE
    if records:
        for unique in uniques_of(type(records[0])):
            if _is_primary_rule(unique, records[0]):
                continue
            for index in taken(unique, records):
                found.setdefault(index, (records[index], unique.text))
    for record in records:
        record.status = Status.INACTIVE
    return list(found.values())


def _is_primary_rule(unique: Any, record: Any) -> bool:
    rule = record.primary
    if rule is None or unique.condition is None or set(unique.fields) != set(rule.group):
        return False
    return rule.flag in unique.condition.referenced_base_fields


def _yield_primary(records: Sequence[Any]) -> None:
    """Take the primary flag from records whose group has a primary already, also among themselves (R-097)."""
    if records[0].primary is None:
        return
    taken = groups_with_primary(records)
    for record in records:
        if record.primary.is_set(record):
            if record.primary.key(record) in taken:
                setattr(record, record.primary.flag, False)
            taken.add(record.primary.key(record))
