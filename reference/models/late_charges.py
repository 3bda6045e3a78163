"""Late charges that depend on how late a payment is (R-122)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.database_rules import NoOverlap
from core.models import Record
from reference.models.base import ReferenceRecord, dates_in_order


class InterestTierSet(ReferenceRecord):
    """A scale of days late."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("interest tier set")
        verbose_name_plural = _("interest tier sets")


class InterestTier(Record):
    """One step of a scale. It ends where the next one begins, so steps can neither overlap nor leave a gap."""

    constraint_fields = {"reference_interesttier_from_day_positive": "from_day"}
    fixed_fields = frozenset({"tier_set"})

    tier_set = models.ForeignKey(
        InterestTierSet,
        models.PROTECT,
        related_name="tiers",
        verbose_name=_("interest tier set"),
        help_text=_("The scale that the step belongs to."),
    )
    from_day = models.PositiveSmallIntegerField(
        _("from day"),
        help_text=_("The first day late of this step; it lasts until the day before the next step."),
    )

    class Meta:
        verbose_name = _("interest tier")
        verbose_name_plural = _("interest tiers")
        ordering = ["tier_set", "from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["tier_set", "from_day"],
                name="reference_interesttier_from_day_unique",
                violation_error_message=_("Another step begins on this day."),
            ),
            models.CheckConstraint(
                condition=models.Q(from_day__gte=1),
                name="reference_interesttier_from_day_positive",
                violation_error_message=_("A payment is late from day 1 on."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("from day %(day)s") % {"day": self.from_day})


class ChargeSchedule(ReferenceRecord):
    """Charges, as amounts or as rates, for each step of a scale of days late."""

    class Kind(models.TextChoices):
        AMOUNT = "AMOUNT", _("Amount")
        RATE = "RATE", _("Rate")

    constraint_fields = {"reference_chargeschedule_kind_known": "kind"}
    fixed_fields = frozenset({"code", "tier_set"})

    kind = models.CharField(
        _("type"),
        max_length=6,
        choices=Kind.choices,
        default=Kind.RATE,
        help_text=_("Whether the lines are amounts of money or rates in percent."),
    )
    tier_set = models.ForeignKey(
        InterestTierSet,
        models.PROTECT,
        related_name="schedules",
        verbose_name=_("interest tier set"),
        help_text=_("The scale whose steps the lines price."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("charge schedule")
        verbose_name_plural = _("charge schedules")
        constraints = [
            *ReferenceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["AMOUNT", "RATE"]),
                name="reference_chargeschedule_kind_known",
                violation_error_message=_("Choose Amount or Rate."),
            ),
        ]


class ChargeScheduleLine(Record):
    """The charge of one step from a day on, to a day or without end."""

    constraint_fields = {
        "reference_chargescheduleline_dates_in_order": "end_date",
        "reference_chargescheduleline_value_positive": "value",
    }
    fixed_fields = frozenset({"schedule"})
    follows = ("schedule", "tier")
    database_rules = [
        NoOverlap(
            group=["schedule", "tier"],
            name="reference_chargescheduleline_no_overlap",
            message=_("Another line of this step covers some of these days."),
        )
    ]

    schedule = models.ForeignKey(
        ChargeSchedule,
        models.PROTECT,
        related_name="lines",
        verbose_name=_("charge schedule"),
        help_text=_("The schedule that the line belongs to."),
    )
    tier = models.ForeignKey(
        InterestTier,
        models.PROTECT,
        related_name="+",
        verbose_name=_("interest tier"),
        help_text=_("The step of the schedule's scale."),
    )
    start_date = models.DateField(_("start date"), help_text=_("The first day of the charge."))
    end_date = models.DateField(
        _("end date"), null=True, blank=True, help_text=_("The last day of the charge; empty: no end.")
    )
    value = models.DecimalField(
        _("amount or rate"),
        max_digits=15,
        decimal_places=4,
        help_text=_("An amount of money or a percentage, as the schedule's type says."),
    )

    class Meta:
        verbose_name = _("charge schedule line")
        verbose_name_plural = _("charge schedule lines")
        ordering = ["schedule", "tier", "start_date"]
        constraints = [
            dates_in_order(),
            models.CheckConstraint(
                condition=models.Q(value__gte=0),
                name="reference_chargescheduleline_value_positive",
                violation_error_message=_("A charge is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule} · {self.tier} · {self.start_date}"

    def clean(self) -> None:
        """A line prices a step of its schedule's own scale (R-122)."""
        if self.tier.tier_set_id != self.schedule.tier_set_id:
            raise ValidationError({"tier": _("Choose a step of the schedule's interest tier set.")})
