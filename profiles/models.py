"""Profile classes and the dated profiles made from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from core.fields import KeyField
from core.history import Path
from core.models import Record, StatusRecord
from profiles import rules

DEFAULT = "DEFAULT"


class ProfileClass(StatusRecord):
    """A way to treat customers, chosen when an account is made. Class DEFAULT is always there."""

    choosable_only_when_active = True

    name = models.CharField(_("name"), max_length=30, help_text=_("What people choose the class by."))
    name_key = KeyField("name", unique=True, max_length=90)
    description = models.CharField(_("description"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("profile class")
        verbose_name_plural = _("profile classes")
        ordering = ["name_key"]
        constraints = [*StatusRecord.Meta.constraints]

    def __str__(self) -> str:
        return self.name

    @property
    def is_default(self) -> bool:
        """True for the class that a new account gets."""
        return self.name == DEFAULT


class Profile(Record):
    """How one account is treated; what holds on a day is in its versions."""

    history_path = Path(root="account__party_id", branch="account_id")
    follows = ("account",)

    account = models.OneToOneField(
        Account, models.PROTECT, related_name="profile", editable=False, verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("account profile")
        verbose_name_plural = _("account profiles")

    def __str__(self) -> str:
        return _("Profile of account %(account)s") % {"account": self.account}


class ProfileVersion(Record):
    """What a profile says from a day on, until the next version; the first holds from the beginning (R-134)."""

    history_path = Path(root="profile__account__party_id", branch="profile__account_id")
    follows = ("profile_class",)

    profile = models.ForeignKey(
        Profile, models.PROTECT, related_name="versions", editable=False, verbose_name=_("profile")
    )
    start_date = models.DateField(_("start date"))
    profile_class = models.ForeignKey(
        ProfileClass, models.PROTECT, related_name="versions", verbose_name=_("profile class")
    )

    class Meta:
        verbose_name = _("profile version")
        verbose_name_plural = _("profile versions")
        ordering = ["profile", "start_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "start_date"],
                name="profiles_version_start",
                violation_error_message=_("The profile has a version from this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_class} ({self.start_date})"

    def clean(self) -> None:
        """The start date is a real day."""
        rules.start_is_plausible(self.start_date)
