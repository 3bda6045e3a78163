"""An account site: an account at an address, seen by one operating unit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from core.addresses import address_of
from core.fields import KeyField
from core.history import Path
from core.models import ExtraValues, StatusRecord
from parties.models import PartySite
from reference.fields import LookupField
from reference.models import Country, Language, OperatingUnit, Resource
from sites import rules
from sites.querysets import AccountSiteQuerySet


class AccountSite(ExtraValues, StatusRecord):
    """Where one operating unit does business with an account (D-1). Its unit never changes (R-059)."""

    history_path = Path(root="account__party_id", branch="account_id", leaf="id", unit="unit_id")
    fixed_fields = frozenset({"account", "party_site", "unit"})
    follows = ("party_site", "salesperson")
    constraint_fields = {
        "customer_sites_site_once": "party_site",
        "customer_sites_edi_location": "edi_location",
        "customer_sites_translation_language": "language",
    }

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="sites", editable=False, verbose_name=_("account")
    )
    party_site = models.ForeignKey(
        PartySite, models.PROTECT, related_name="account_sites", editable=False, verbose_name=_("address")
    )
    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        related_name="account_sites",
        verbose_name=_("operating unit"),
        help_text=_("The unit that does business here. It cannot be changed later."),
    )
    category = LookupField(
        type="ADDRESS_CATEGORY",
        blank=True,
        verbose_name=_("category"),
        help_text=_("What kind of place this is."),
    )
    territory = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("Whose customs for dates and numbers documents follow."),
    )
    language = models.ForeignKey(
        Language,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language"),
        help_text=_("The language of documents sent here."),
    )
    translation = models.CharField(
        _("translation"),
        max_length=360,
        blank=True,
        help_text=_("The customer's name in that language; documents carry it."),
    )
    edi_location = models.CharField(
        _("EDI location"), max_length=40, blank=True, help_text=_("The place's code in electronic documents.")
    )
    edi_location_key = KeyField("edi_location", max_length=120, null=True)
    salesperson = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_salesperson": True},
        verbose_name=_("salesperson"),
        help_text=_("Who sells here."),
    )

    objects = AccountSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("account site")
        verbose_name_plural = _("account sites")
        ordering = ["account", "id"]
        indexes = [models.Index(fields=["account", "unit", "status"], name="customer_sites_of_account")]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "party_site", "unit"],
                name="customer_sites_site_once",
                violation_error_message=_(
                    "The account has a site at this address in this operating unit already."
                ),
            ),
            models.UniqueConstraint(
                fields=["account", "unit", "edi_location_key"],
                condition=Q(status="A"),
                name="customer_sites_edi_location",
                violation_error_message=_(
                    "Another active site of the account has this EDI location in this operating unit."
                ),
            ),
            models.CheckConstraint(
                condition=Q(translation="") | Q(language__isnull=False),
                name="customer_sites_translation_language",
                violation_error_message=_("A translation needs its language."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.party_site)

    def get_absolute_url(self) -> str:
        return address_of("sites:overview", self.pk)

    def clean(self) -> None:
        """A salesperson sells."""
        rules.salesperson_sells(self.salesperson)
