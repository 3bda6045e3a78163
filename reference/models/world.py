"""Countries, currencies and languages, as ISO numbers them."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models import StatusRecord
from reference.models.base import ReferenceRecord
from reference.querysets import ReferenceQuerySet


class Country(StatusRecord):
    """A country or territory of ISO 3166, and how strictly its addresses are checked."""

    class ValidationLevel(models.TextChoices):
        ERROR = "ERROR", _("Error")
        WARNING = "WARNING", _("Warning")
        NONE = "NONE", _("No Validation")

    choosable_only_when_active: ClassVar[bool] = True
    fixed_fields = frozenset({"code2"})

    code2 = models.CharField(
        _("code"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Enter two capital letters."))],
        help_text=_("The two letters of ISO 3166. They cannot be changed."),
    )
    code3 = models.CharField(
        _("three-letter code"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Enter three capital letters."))],
        help_text=_("The three letters of ISO 3166."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What people see in lists."))
    name_key = KeyField("name")
    validation_level = models.CharField(
        _("address validation"),
        max_length=7,
        choices=ValidationLevel.choices,
        default=ValidationLevel.NONE,
        help_text=_("What happens to an address that does not fit the country's rules."),
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta(StatusRecord.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_key"]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["code2"],
                name="reference_country_code2_unique",
                violation_error_message=_("Another country has this code."),
            ),
            models.UniqueConstraint(
                fields=["code3"],
                name="reference_country_code3_unique",
                violation_error_message=_("Another country has this three-letter code."),
            ),
            models.CheckConstraint(
                condition=models.Q(validation_level__in=["ERROR", "WARNING", "NONE"]),
                name="reference_country_validation_level_known",
                violation_error_message=_("Choose Error, Warning or No Validation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Currency(ReferenceRecord):
    """A currency of ISO 4217 with the number of decimals that its amounts have."""

    constraint_fields = {"reference_currency_decimals_known": "decimals"}

    decimals = models.PositiveSmallIntegerField(
        _("decimals"),
        default=2,
        help_text=_("How many digits an amount has after the point: 2 for euro, 0 for yen."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")
        ordering = ["code_key"]
        constraints = [
            *ReferenceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(decimals__lte=4),
                name="reference_currency_decimals_known",
                violation_error_message=_("A currency has at most 4 decimals."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class Language(ReferenceRecord):
    """A language that a customer is written to in."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
