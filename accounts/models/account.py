"""A customer account: one selling relationship between the company and a party."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.querysets import AccountQuerySet
from core.addresses import address_of
from core.fields import KeyField
from core.history import Path
from core.models import ExtraValues, StatusRecord
from parties.models import Party
from reference.fields import LookupField
from reference.models import InventorySite, Language, Warehouse


class Account(ExtraValues, StatusRecord):
    """A customer account, shared by all operating units (D-1); its number is unique over everything (R-017)."""

    class Type(models.TextChoices):
        EXTERNAL = "R", _("External")
        INTERNAL = "I", _("Internal")

    class Role(models.TextChoices):
        CUSTOMER = "CUSTOMER", _("Customer")
        VENDOR = "VENDOR", _("Vendor")
        BOTH = "BOTH", _("Customer and vendor")

    history_path = Path(root="party_id", branch="id")
    fixed_fields = frozenset({"party"})
    constraint_fields = {
        "accounts_account_dates": "established_date",
        "accounts_account_type_known": "account_type",
        "accounts_account_role_known": "role",
    }

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="accounts", editable=False, verbose_name=_("customer")
    )
    number = models.CharField(
        _("account number"), max_length=30, help_text=_("Unique over all accounts of all customers.")
    )
    number_key = KeyField("number", unique=True, max_length=90)
    description = models.CharField(
        _("account description"),
        max_length=240,
        blank=True,
        help_text=_("For example the name of the account."),
    )
    description_key = KeyField("description")
    account_type = models.CharField(
        _("account type"),
        max_length=1,
        choices=Type.choices,
        default=Type.EXTERNAL,
        help_text=_("Internal for accounts within the company, External for all others."),
    )
    role = models.CharField(
        _("account role"),
        max_length=8,
        choices=Role.choices,
        default=Role.CUSTOMER,
        help_text=_("What the party is to us under this account."),
    )
    classification = LookupField(
        type="CUSTOMER CLASS",
        blank=True,
        verbose_name=_("classification"),
        help_text=_("The customer class of the account."),
    )
    sales_channel = LookupField(
        type="SALES_CHANNEL",
        blank=True,
        verbose_name=_("sales channel"),
        help_text=_("How the company sells to this account."),
    )
    established_date = models.DateField(
        _("account established date"), null=True, blank=True, help_text=_("Since when the account exists.")
    )
    termination_date = models.DateField(
        _("termination date"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day on which the account was made inactive."),
    )
    externally_maintained = models.BooleanField(
        _("is externally maintained"), default=False, help_text=_("Another system owns this account's data.")
    )
    externally_maintained_in = models.CharField(
        _("externally maintained in"),
        max_length=60,
        blank=True,
        help_text=_("The flow that brings the data."),
    )
    customer_group = LookupField(type="CUSTOMER_GROUP", blank=True, verbose_name=_("customer group"))
    inventory_site = models.ForeignKey(
        InventorySite,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inventory site"),
    )
    warehouse = models.ForeignKey(
        Warehouse, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("warehouse")
    )
    document_language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document language")
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["number_key", "id"]
        indexes = [
            models.Index(fields=["party", "status"], name="accounts_account_of_party"),
            models.Index(fields=["description_key"], name="accounts_account_description"),
        ]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(established_date__isnull=True)
                | Q(termination_date__isnull=True)
                | Q(established_date__lte=F("termination_date")),
                name="accounts_account_dates",
                violation_error_message=_("The account cannot end before it was established."),
            ),
            models.CheckConstraint(
                condition=Q(status="I") | Q(termination_date__isnull=True),
                name="accounts_account_active_has_no_end",
                violation_error_message=_("Only an inactive account has a termination date."),
            ),
            models.CheckConstraint(
                condition=Q(account_type__in=["R", "I"]),
                name="accounts_account_type_known",
                violation_error_message=_("The account type is External or Internal."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["CUSTOMER", "VENDOR", "BOTH"]),
                name="accounts_account_role_known",
                violation_error_message=_("The account role is Customer, Vendor or Customer and vendor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.description}" if self.description else self.number

    def get_absolute_url(self) -> str:
        return address_of("accounts:overview", self.pk)

    def clean(self) -> None:
        """Dates in order (R-030)."""
        rules.established_before_termination(self.established_date, self.termination_date)
