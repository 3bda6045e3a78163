"""The system options: one row of choices that hold for the whole installation."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from reference.models.units import validate_time_zone
from reference.models.world import Country


class SystemOptions(Record):
    """The one row of options. Each issue adds the options that its pages obey."""

    constraint_fields: ClassVar[dict[str, str]] = {"reference_systemoptions_one_row": "only"}

    only = models.PositiveSmallIntegerField(_("the one row"), default=1, editable=False)
    automatic_customer_numbering = models.BooleanField(
        _("automatic customer numbering"),
        default=True,
        help_text=_("Account numbers are generated and cannot be changed on pages."),
    )
    automatic_site_numbering = models.BooleanField(
        _("automatic site numbering"),
        default=True,
        help_text=_("The Location of a business purpose is generated."),
    )
    generate_registry_id = models.BooleanField(
        _("generate registry ID"),
        default=True,
        help_text=_("A customer without a Registry ID is given one; otherwise it must be entered."),
    )
    generate_site_number = models.BooleanField(
        _("generate site number"),
        default=True,
        help_text=_("An address without a Site Number is given one; otherwise it must be entered."),
    )
    time_zone = models.CharField(
        _("installation time zone"),
        max_length=60,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("Decides which day it is for records that belong to no operating unit."),
    )
    default_country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default country"),
        help_text=_(
            "The company's home country: new addresses start with it unless the user prefers another."
        ),
    )
    change_customer_name = models.BooleanField(
        _("change customer name"),
        default=True,
        help_text=_("Whether the name of a customer may be changed after it was created."),
    )
    one_dunning_site = models.BooleanField(
        _("one active Dunning site"),
        default=True,
        help_text=_(
            "An account has one active Dunning purpose in an operating unit. "
            "It cannot be switched on while an account has two."
        ),
    )
    order_management_installed = models.BooleanField(
        _("order management installed"),
        default=True,
        help_text=_("Off: no price list is entered on business purposes; those that are there stay."),
    )
    sort_by_pronunciation = models.BooleanField(
        _("sort customer lists by pronunciation"),
        default=False,
        help_text=_("Lists of customers are ordered by the name's pronunciation where there is one."),
    )

    class Meta:
        verbose_name = _("system options")
        verbose_name_plural = _("system options")
        constraints = [
            models.UniqueConstraint(
                fields=["only"],
                name="reference_systemoptions_one_row",
                violation_error_message=_("There is one row of system options already."),
            ),
            models.CheckConstraint(
                condition=models.Q(only=1),
                name="reference_systemoptions_only_is_one",
                violation_error_message=_("There is only one row of system options."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name).capitalize()
