"""Operating units, who may see which, and what each user prefers."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.preferences import validate_language
from reference.models.base import ReferenceRecord
from reference.models.world import Country, Currency


def validate_time_zone(value: str) -> None:
    """Refuse what is no time zone of the IANA list."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Enter a time zone such as Europe/Vienna."), code="time_zone")


class OperatingUnit(ReferenceRecord):
    """A part of the company that does business in its own name; account sites belong to one (D-1)."""

    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("Decides which day it is for the unit's records, for example Europe/Vienna."),
    )
    currency = models.ForeignKey(
        Currency,
        models.PROTECT,
        related_name="+",
        verbose_name=_("currency"),
        help_text=_("The currency that the unit keeps its books in."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Where the unit has its seat."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("operating unit")
        verbose_name_plural = _("operating units")


class UnitAccess(Record):
    """A user has an operating unit on the access list. Ends by a logged delete."""

    deletable = True
    constraint_fields = {"reference_unitaccess_unique": "unit"}
    follows = ("user", "unit")
    fixed_fields = frozenset({"user", "unit"})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="unit_access",
        verbose_name=_("user"),
        help_text=_("Who may see the unit's records."),
    )
    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        related_name="access",
        verbose_name=_("operating unit"),
        help_text=_("The unit whose records the user may see."),
    )

    class Meta:
        verbose_name = _("unit access")
        verbose_name_plural = _("unit access list")
        ordering = ["user", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"],
                name="reference_unitaccess_unique",
                violation_error_message=_("The user has this unit on the access list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit}"


class UserPreference(Record):
    """How a user likes the pages, and the operating unit and country that they fill in (R-057, R-059)."""

    class DateFormat(models.TextChoices):
        ISO = "ISO", _("2026-03-31")
        SPELT = "SPELT", _("31 Mar 2026")
        DAY_FIRST = "DAY", _("31.03.2026")
        MONTH_FIRST = "MONTH", _("03/31/2026")

    class Theme(models.TextChoices):
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    follows = ("user",)
    fixed_fields = frozenset({"user"})

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="preference",
        verbose_name=_("user"),
        help_text=_("Whose preferences these are."),
    )
    default_unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default operating unit"),
        help_text=_("The unit that a new account site is given; must be on the user's access list."),
    )
    default_country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default country"),
        help_text=_("The country that a new address starts with; empty: the one of the system options."),
    )

    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        validators=[validate_language],
        help_text=_("The language of the pages; empty: the one that the browser asks for."),
    )
    date_format = models.CharField(
        _("dates"),
        max_length=10,
        choices=DateFormat.choices,
        blank=True,
        help_text=_("How dates are written; empty: as is usual in the language."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[validate_time_zone],
        help_text=_("The zone in which times are shown; empty: the one of the installation."),
    )
    theme = models.CharField(
        _("appearance"),
        max_length=5,
        choices=Theme.choices,
        blank=True,
        help_text=_("Light or dark; empty: as the device is set."),
    )
    shortcuts = models.BooleanField(
        _("single-key shortcuts"),
        default=True,
        help_text=_("Whether letters pressed outside of a field do something."),
    )
    mail_notices = models.BooleanField(
        _("notices by mail"),
        default=True,
        help_text=_("Whether to be written to when long work is done or something is assigned."),
    )

    class Meta:
        verbose_name = _("user preferences")
        verbose_name_plural = _("user preferences")

    def __str__(self) -> str:
        return str(_("Preferences of %(user)s") % {"user": self.user})

    def get_absolute_url(self) -> str:
        """The page on which its user changes it."""
        return reverse("preferences:edit")
