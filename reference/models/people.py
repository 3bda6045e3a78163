"""People of the company who look after customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.base import ReferenceRecord


class Collector(ReferenceRecord):
    """Who collects what customers owe."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("collector")
        verbose_name_plural = _("collectors")


class Resource(ReferenceRecord):
    """A salesperson, a credit analyst, or both."""

    constraint_fields = {"reference_resource_has_a_role": "is_salesperson"}

    is_salesperson = models.BooleanField(
        _("salesperson"), default=False, help_text=_("May be chosen as salesperson of sites and purposes.")
    )
    is_credit_analyst = models.BooleanField(
        _("credit analyst"), default=False, help_text=_("May be chosen as credit analyst of profiles.")
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            *ReferenceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_salesperson=True) | models.Q(is_credit_analyst=True),
                name="reference_resource_has_a_role",
                violation_error_message=_("A resource is a salesperson, a credit analyst, or both."),
            ),
        ]


class SalesTerritory(ReferenceRecord):
    """A region or group of customers that sales are counted by."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("sales territory")
        verbose_name_plural = _("sales territories")
