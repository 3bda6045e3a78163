"""A business purpose: what a site of an account is used for."""

from typing import Any

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
from reference.options import options
from sites import rules
from sites.models.site import AccountSite
from sites.querysets import SiteUseQuerySet


def _only_on(purpose: str, field: str, message: Any) -> models.CheckConstraint:
    """What is entered on one purpose only (R-084, R-085, R-088)."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(purpose=purpose),
        name=f"customer_sites_{field.removesuffix('_account')}_on_{purpose.lower()}",
        violation_error_message=message,
    )


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
        "customer_sites_one_exclusive": "purpose",
        "customer_sites_always_exclusive": "purpose",
        "customer_sites_internal_location_once": "internal_location",
        "customer_sites_internal_location_on_ship_to": "internal_location",
        "customer_sites_freight_on_bill_to": "freight_account",
        "customer_sites_unbilled_on_bill_to": "unbilled_account",
        "customer_sites_unpaid_bills_on_drawee": "unpaid_bills_account",
        "customer_sites_remitted_bills_on_drawee": "remitted_bills_account",
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

    exclusive = models.BooleanField(
        _("the only one"),
        default=False,
        editable=False,
        help_text=_("Whether the account may have one active purpose of this kind in the operating unit."),
    )
    removed_with = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="taken_along",
        verbose_name=_("removed with"),
        help_text=_("The Bill To that took these Statements along when it was removed."),
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

    # Said by whoever removes a Bill To: its site's Statements may go with it.
    takes_statements = False

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
            models.UniqueConstraint(
                # Not the order of the primary rule: SQLite names a broken rule by its columns.
                fields=["purpose", "account", "unit"],
                condition=Q(status="A", exclusive=True),
                name="customer_sites_one_exclusive",
                violation_error_message=_(
                    "The account has an active site of this purpose in this operating unit already; "
                    "there can be only one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(exclusive=True) | ~Q(purpose__in=["STMTS", "LC"]),
                name="customer_sites_always_exclusive",
                violation_error_message=_("Of this purpose there is one active site per account and unit."),
            ),
            models.UniqueConstraint(
                fields=["internal_location"],
                condition=Q(status="A"),
                name="customer_sites_internal_location_once",
                violation_error_message=_("Another active business purpose has this internal location."),
            ),
            _only_on("SHIP_TO", "internal_location", _("Only a Ship To has an internal location.")),
            _only_on("BILL_TO", "freight_account", _("Only a Bill To has a freight account.")),
            _only_on("BILL_TO", "unbilled_account", _("Only a Bill To has an unbilled receivable account.")),
            _only_on("DRAWEE", "unpaid_bills_account", _("Only a Drawee has an unpaid bills account.")),
            _only_on("DRAWEE", "remitted_bills_account", _("Only a Drawee has a remitted bills account.")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_label} · {self.location}"

    def get_absolute_url(self) -> str:
        return reverse("sites:purpose", args=[self.site_id, self.pk])

    @property
    def purpose_label(self) -> str:
        """The purpose as people read it."""
        return label("SITE_USE_CODE", self.purpose)

    @property
    def internal_organization(self) -> str:
        """The inventory organization of the internal location (R-088)."""
        return self.internal_location.organization_name if self.internal_location else ""

    def clean(self) -> None:
        """Fields of other purposes stay empty (R-084 to R-086); the bill-to may be used (R-076).

        The option says whether this is to be the only one of its purpose (R-077, R-079).
        """
        self.exclusive = rules.is_exclusive(self.purpose, options().one_dunning_site)
        rules.only_fields_of_purpose(self)
        rules.salesperson_sells(self.salesperson)
        rules.bill_to_allowed(self)
