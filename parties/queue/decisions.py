"""Deciding about an item of the steward's queue: somebody looks after it, or it is set aside until a day (R-267)."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from core import clock, mail, scope, writes
from core.models import User
from parties.models import QueueDecision, QueueItem
from parties.queue import checks

CHANGE = "parties.change_queuedecision"


def decision_about(item: QueueItem) -> QueueDecision:
    """What was decided about the subject of `item`; a new, empty decision where nothing was."""
    rows = QueueDecision.objects.filter(check_code=item.check_code, subject=item.subject)
    decision = rows.select_related("assigned_to", "unit").first()
    if decision is None:
        # Version 0: nobody decided anything that this decision could be out of step with.
        decision = QueueDecision(
            check_code=item.check_code, subject=item.subject, label=item.label, version=0
        )
        decision.party_id, decision.unit_id = item.party_id, item.unit_id
    return decision


def assign(decision: QueueDecision, person: User | None, *, version: int) -> QueueDecision:
    """Let `person` look after it; nobody for None (R-267). He is told by mail, where he wants that.

    Raises ValidationError or StaleRecord.
    """
    if person is not None and person.pk not in set(assignable(decision.unit_id).values_list("pk", flat=True)):
        raise ValidationError({"assigned_to": _("%(person)s may not work on this.") % {"person": person}})
    former = decision.assigned_to
    decision.assigned_to = person
    saved = _save(decision, version)
    if person is not None and person not in (former, scope.acting_user()):
        _tell(saved, person)
    return saved


def dismiss(decision: QueueDecision, until: datetime.date, why: str, *, version: int) -> QueueDecision:
    """Set it aside: it comes back on the day `until` if it still holds (R-267).

    Raises ValidationError (the day is not in the future, no reason is given) or StaleRecord.
    """
    if until <= clock.today(decision.unit):
        raise ValidationError({"dismissed_until": _("Enter a day in the future.")})
    decision.dismissed_until, decision.dismissal_reason = until, why
    return _save(decision, version)


def reopen(decision: QueueDecision, *, version: int) -> QueueDecision:
    """Take a dismissal back: it is in the queue again. Raises ValidationError (it is there) or StaleRecord."""
    if decision.dismissed_until is None:
        raise ValidationError(_("%(record)s is in the queue.") % {"record": decision})
    decision.dismissed_until, decision.dismissal_reason = None, ""
    return _save(decision, version)


def assignable(unit_id: int | None) -> QuerySet[User]:
    """The active users who may work on an item of that operating unit, by name."""
    app, codename = CHANGE.split(".")
    able = Q(groups__permissions__content_type__app_label=app, groups__permissions__codename=codename)
    people = User.objects.filter(able, is_active=True)
    if unit_id is not None:
        people = people.filter(unit_access__unit=unit_id)
    return people.distinct().order_by("last_name", "first_name", "username")


def _tell(decision: QueueDecision, person: User) -> None:
    """Write to who was given something to look after by somebody else."""
    subject = format_lazy(
        "{label}: {title}", label=decision.label, title=checks.title_of(decision.check_code)
    )
    context = {
        "decision": decision,
        "check": checks.title_of(decision.check_code),
        "by": scope.acting_user() or "Registrar",
        "link": mail.link("/queue/?assigned=me"),
    }
    mail.notify(person, subject, "assigned", context)


def _save(decision: QueueDecision, version: int) -> QueueDecision:
    """Write it against the version that was seen."""
    saved: QueueDecision = writes.save(decision, version=version)
    return saved
