"""What the lists of values have in common."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models import StatusRecord
from reference.querysets import ReferenceQuerySet


class ReferenceRecord(StatusRecord):
    """A row of a list of values: a code that never changes, and a name that people read.

    An inactive row stays valid where it is used and can no longer be newly chosen (R-260).
    """

    choosable_only_when_active: ClassVar[bool] = True
    fixed_fields = frozenset({"code"})

    code = models.CharField(
        _("code"),
        max_length=30,
        help_text=_("A short name for files and reports. It cannot be changed later."),
    )
    code_key = KeyField("code")
    name = models.CharField(_("name"), max_length=240, help_text=_("What people see in lists."))
    name_key = KeyField("name")
    description = models.CharField(
        _("description"), max_length=240, blank=True, help_text=_("What this value is for.")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta(StatusRecord.Meta):
        abstract = True
        ordering = ["name_key"]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["code_key"],
                name="%(app_label)s_%(class)s_code_unique",
                violation_error_message=_("This code is taken already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def dates_in_order(name: str = "%(app_label)s_%(class)s_dates_in_order") -> models.CheckConstraint:
    """The constraint that an end date is not before its start date (D-2)."""
    return models.CheckConstraint(
        condition=models.Q(start_date__isnull=True)
        | models.Q(end_date__isnull=True)
        | models.Q(end_date__gte=models.F("start_date")),
        name=name,
        violation_error_message=_("The end date is before the start date."),
    )
