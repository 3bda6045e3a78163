"""In which capacities the company knows a party."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.database_rules import NoOverlap
from core.history import Path
from core.models import Record
from parties.models.party import Party


class PartyUsage(Record):
    """A party is used as something, between two dates; both inclusive, an empty end is open (R-028, D-2)."""

    class Usage(models.TextChoices):
        CUSTOMER = "CUSTOMER", _("Customer")

    history_path = Path(root="party_id")
    constraint_fields = {"parties_usage_dates": "end_date"}
    follows = ("party",)

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="usages", editable=False, verbose_name=_("party")
    )
    usage = models.CharField(_("usage"), max_length=20, choices=Usage.choices)
    start_date = models.DateField(_("start date"))
    end_date = models.DateField(_("end date"), null=True, blank=True)

    database_rules = [
        NoOverlap(
            group=("party", "usage"),
            name="parties_usage_no_overlap",
            message=_("The party has this usage on some of these days already."),
        )
    ]

    class Meta:
        verbose_name = _("party usage")
        verbose_name_plural = _("party usages")
        ordering = ["party", "start_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=models.F("start_date")),
                name="parties_usage_dates",
                violation_error_message=_("The end date is not before the start date."),
            )
        ]
        indexes = [models.Index(fields=["party", "usage", "start_date"], name="parties_usage_of_party")]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_usage_display()}"
