"""The steward's queue: what was found about customers, and what people decided about it (R-267)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import Path
from core.models import Record
from parties.models.party import Party
from parties.querysets import QueueDecisionQuerySet, QueueItemQuerySet
from reference.models import OperatingUnit


class QueueItem(models.Model):
    """Something about a customer that a named check found wanting. Derived. Owner: parties.queue.

    `subject` says what of the customer it is about ("account:12"), unique within the check; `unit` is null where it
    concerns every operating unit.
    """

    check_code = models.CharField(_("check"), max_length=30)
    subject = models.CharField(_("subject"), max_length=60)
    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("customer"))
    unit = models.ForeignKey(
        OperatingUnit, models.CASCADE, null=True, related_name="+", verbose_name=_("operating unit")
    )
    label = models.CharField(_("about"), max_length=400)
    url = models.CharField(_("address"), max_length=200)
    found_at = models.DateTimeField(_("found at"))

    objects = QueueItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue item")
        verbose_name_plural = _("queue items")
        constraints = [
            models.UniqueConstraint(fields=["check_code", "subject"], name="parties_queueitem_unique")
        ]
        indexes = [
            models.Index(fields=["check_code", "unit", "found_at"], name="parties_queueitem_list"),
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.label}"


class QueueDecision(Record):
    """Who looks after an item of the steward's queue, or until when it is set aside and why (R-267)."""

    history_path = Path(root="party_id", unit="unit_id")
    fixed_fields = frozenset({"check_code", "subject", "label", "party", "unit"})
    constraint_fields = {
        "parties_queuedecision_unique": "subject",
        "parties_queuedecision_reasoned": "dismissal_reason",
    }

    check_code = models.CharField(_("check"), max_length=30, editable=False)
    subject = models.CharField(_("subject"), max_length=60, editable=False)
    label = models.CharField(_("about"), max_length=400, editable=False)
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="queue_decisions", verbose_name=_("customer"), editable=False
    )
    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("operating unit"),
        editable=False,
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
        help_text=_("Who looks after it."),
    )
    dismissed_until = models.DateField(
        _("dismissed until"),
        null=True,
        blank=True,
        help_text=_("The day on which it comes back to the queue if it still holds."),
    )
    dismissal_reason = models.CharField(
        _("reason of the dismissal"),
        max_length=240,
        blank=True,
        help_text=_("Why nothing has to be done before that day."),
    )

    objects = QueueDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue decision")
        verbose_name_plural = _("queue decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["check_code", "subject"],
                name="parties_queuedecision_unique",
                violation_error_message=_("There is a decision about this already."),
            ),
            models.CheckConstraint(
                condition=models.Q(dismissed_until__isnull=True) | ~models.Q(dismissal_reason=""),
                name="parties_queuedecision_reasoned",
                violation_error_message=_("Say why it is dismissed."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
