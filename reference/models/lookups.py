"""Lookups: lists of values that are a code, a meaning and dates, and nothing else."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models import Record, StatusRecord
from reference.models.base import dates_in_order
from reference.querysets import LookupValueQuerySet


class LookupType(Record):
    """A list of values, such as the customer categories. The product ships the lists; administrators fill them."""

    constraint_fields = {"reference_lookuptype_code_unique": "code"}
    fixed_fields = frozenset({"code"})

    code = models.CharField(
        _("code"), max_length=30, help_text=_("The name of the list. It cannot be changed.")
    )
    code_key = KeyField("code")
    name = models.CharField(_("name"), max_length=240, help_text=_("What people see in set-up."))
    name_key = KeyField("name")
    description = models.CharField(
        _("description"), max_length=240, blank=True, help_text=_("What the list is for.")
    )
    extensible = models.BooleanField(
        _("may be extended"),
        default=True,
        help_text=_(
            "Whether values may be added and removed. In the other lists only the meanings may change."
        ),
    )

    class Meta:
        verbose_name = _("lookup")
        verbose_name_plural = _("lookups")
        ordering = ["name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_key"],
                name="reference_lookuptype_code_unique",
                violation_error_message=_("This code is taken already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LookupValue(StatusRecord):
    """One value of a lookup. Records store its code, so a code is never changed and a value never deleted."""

    constraint_fields: ClassVar[dict[str, str]] = {
        "reference_lookupvalue_code_unique": "code",
        "reference_lookupvalue_dates_in_order": "end_date",
    }
    fixed_fields = frozenset({"type", "code"})

    type = models.ForeignKey(
        LookupType,
        models.PROTECT,
        related_name="values",
        verbose_name=_("lookup"),
        help_text=_("The list that the value belongs to."),
    )
    code = models.CharField(
        _("code"), max_length=30, help_text=_("What records and files hold. It cannot be changed later.")
    )
    code_key = KeyField("code")
    meaning = models.CharField(_("meaning"), max_length=240, help_text=_("What people see."))
    meaning_key = KeyField("meaning")
    description = models.CharField(
        _("description"), max_length=240, blank=True, help_text=_("When to choose this value.")
    )
    start_date = models.DateField(
        _("start date"),
        null=True,
        blank=True,
        help_text=_("The first day on which it may be chosen; empty: always."),
    )
    end_date = models.DateField(
        _("end date"),
        null=True,
        blank=True,
        help_text=_("The last day on which it may be chosen; empty: no end."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Values are listed by position, then by meaning.")
    )

    objects = LookupValueQuerySet.as_manager()

    class Meta(StatusRecord.Meta):
        verbose_name = _("lookup value")
        verbose_name_plural = _("lookup values")
        ordering = ["type", "position", "meaning_key"]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["type", "code_key"],
                name="reference_lookupvalue_code_unique",
                violation_error_message=_("The lookup has a value with this code already."),
            ),
            dates_in_order(),
        ]

    def __str__(self) -> str:
        return self.meaning
