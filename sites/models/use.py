"""A business purpose: what a site of an account is used for."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.models.order_management import OrderManagementFields, order_management_constraints
from core.database_rules import CopiedFrom
from core.fields import KeyField
from core.history import Path
from core.models import StatusRecord
from core.primary import Primary
from reference.fields import LookupField
from reference.lookups import label
from reference.models import (
    InventorySite,
    LedgerAccounts,
    OperatingUnit,
    PaymentTerm,
    Resource,
    SalesTerritory,
    TaxCode,
)
from sites import rules
from sites.models.site import AccountSite
from sites.querysets import SiteUseQuerySet


class SiteUse(LedgerAccounts, OrderManagementFields, StatusRecord):
    """One business purpose of an account site, such as Bill To.

    `account` and `unit` are copies of the site's, so that one index can hold "one active primary per account, purpose
    and unit" (R-072) and scope is one column; a database rule keeps them equal.
    """

    history_path = Path(root="account__party_id", branch="account_id", leaf="site_id", unit="unit_id")
    fixed_fields = frozenset({"site", "account", "unit", "purpose"})
    follows = ("salesperson", "bill_to")
    primary = Primary("is_primary", group=("account", "unit", "purpose"))
    constraint_fields = {
        "customer_sites_one_primary": "is_primary",
        "customer_sites_purpose_once": "purpose",
        "customer_sites_location_unique": "location",
        "customer_sites_bill_to_on_ship_to": "bill_to",
    }

    site = models.ForeignKey(
        AccountSite, models.PROTECT, related_name="uses", editable=False, verbose_name=_("account site")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="site_uses", editable=False, verbose_name=_("account")
    )
    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        related_name="site_uses",
        editable=False,
        verbose_name=_("operating unit"),
    )
    purpose = LookupField(
        type="SITE_USE_CODE", verbose_name=_("purpose"), help_text=_("What the site is used for.")
    )
    location = models.CharField(
        _("location"),
        max_length=40,
        validators=[MaxLengthValidator(40)],
        help_text=_("The short name of this purpose; unique per account, purpose and operating unit."),
    )
    location_key = KeyField("location", max_length=120)
    is_primary = models.BooleanField(
        _("primary"), default=False, help_text=_("The one that is used when nothing else is said.")
    )
    bill_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ship_tos",
        verbose_name=_("Bill To location"),
        help_text=_("Where what is shipped here is billed."),
    )

    sales_territory = models.ForeignKey(
        SalesTerritory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sales territory"),
    )
    payment_terms = models.ForeignKey(
        PaymentTerm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("payment terms")
    )
    sic_code = models.CharField(_("SIC code"), max_length=30, blank=True)
    salesperson = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_salesperson": True},
        verbose_name=_("salesperson"),
    )
    tax_code = models.ForeignKey(
        TaxCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax code")
    )
    finance_charge_activity = LookupField(
        type="FINANCE_CHARGE_ACTIVITY", blank=True, verbose_name=_("finance charge activity")
    )
    internal_location = models.ForeignKey(
        InventorySite,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("internal location"),
    )
    late_charge_document_type = LookupField(
        type="LATE_CHARGE_DOCUMENT_TYPE", blank=True, verbose_name=_("late charge document type")
    )

    objects = SiteUseQuerySet.as_manager()

    database_rules = [
        CopiedFrom(
            parent="site",
            columns=("account", "unit"),
            name="customer_sites_use_of_site",
            message=_("A business purpose belongs to the account and operating unit of its site."),
        )
    ]

    class Meta:
        verbose_name = _("business purpose")
        verbose_name_plural = _("business purposes")
        ordering = ["site", "purpose", "id"]
        indexes = [
            models.Index(fields=["site", "status", "purpose"], name="customer_sites_use_of_site"),
            models.Index(fields=["account", "unit", "purpose", "status"], name="customer_sites_use_group"),
        ]
        constraints = [
            *StatusRecord.Meta.constraints,
            *order_management_constraints(),
            models.UniqueConstraint(
                fields=["site", "purpose"],
                condition=Q(status="A"),
                name="customer_sites_purpose_once",
                violation_error_message=_("This site has this purpose already."),
            ),
            models.UniqueConstraint(
                # The location first: a new one is looked for among those of everybody.
                fields=["location_key", "account", "purpose", "unit"],
                name="customer_sites_location_unique",
                violation_error_message=_(
                    "Another purpose of the same kind has this location in the account and operating unit."
                ),
            ),
            models.UniqueConstraint(
                fields=["account", "unit", "purpose"],
                condition=Q(status="A", is_primary=True),
                name="customer_sites_one_primary",
                violation_error_message=_(
                    "The account has a primary of this purpose in this operating unit already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(bill_to__isnull=True) | Q(purpose="SHIP_TO"),
                name="customer_sites_bill_to_on_ship_to",
                violation_error_message=_("Only a Ship To has a Bill To location."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_label} · {self.location}"

    def get_absolute_url(self) -> str:
        return reverse("sites:overview", args=[self.site_id])

    @property
    def purpose_label(self) -> str:
        """The purpose as people read it."""
        return label("SITE_USE_CODE", self.purpose)

    def clean(self) -> None:
        """Fields of other purposes stay empty (R-084 to R-086); the bill-to may be used (R-076)."""
        rules.only_fields_of_purpose(self)
        rules.salesperson_sells(self.salesperson)
        rules.bill_to_allowed(self)
