"""What amounts are booked on, and the codes by which tax is found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import Path
from core.models import Record
from reference.models.base import ReferenceRecord
from reference.models.units import OperatingUnit
from reference.querysets import LedgerAccountQuerySet, UnitDefaultsQuerySet


class LedgerAccount(ReferenceRecord):
    """An account of the general ledger, of one operating unit or of every one."""

    history_path = Path(unit="unit_id")

    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("operating unit"),
        help_text=_("The unit whose ledger holds the account; empty: every unit."),
    )
    enabled = models.BooleanField(
        _("enabled"), default=True, help_text=_("Whether the ledger accepts bookings on the account.")
    )
    detail_posting = models.BooleanField(
        _("detail posting"),
        default=True,
        help_text=_("Off for summary accounts, which take no bookings themselves."),
    )

    objects = LedgerAccountQuerySet.as_manager()

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        ordering = ["code_key"]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


def _account(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        LedgerAccount,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=_("Booked on in the general ledger. Empty: no account of its own."),
    )


class LedgerAccounts(models.Model):
    """An account of the general ledger for each kind of booking; one set of columns, wherever they are entered."""

    receivable_account = _account(_("receivable account"))
    revenue_account = _account(_("revenue account"))
    tax_account = _account(_("tax account"))
    freight_account = _account(_("freight account"))
    clearing_account = _account(_("clearing account"))
    unbilled_account = _account(_("unbilled receivable account"))
    unearned_account = _account(_("unearned revenue account"))
    bills_receivable_account = _account(_("bills receivable account"))
    unpaid_bills_account = _account(_("unpaid bills receivable account"))
    remitted_bills_account = _account(_("remitted bills receivable account"))
    factored_bills_account = _account(_("factored bills receivable account"))

    class Meta:
        abstract = True

    LEDGER_ACCOUNTS = (
        "receivable_account",
        "revenue_account",
        "tax_account",
        "freight_account",
        "clearing_account",
        "unbilled_account",
        "unearned_account",
        "bills_receivable_account",
        "unpaid_bills_account",
        "remitted_bills_account",
        "factored_bills_account",
    )


class DefaultLedgerAccounts(LedgerAccounts, Record):
    """What a unit books on wherever a business purpose names no ledger account of its own (R-247)."""

    history_path = Path(unit="unit_id")
    fixed_fields = frozenset({"unit"})
    constraint_fields = {"reference_default_ledger_accounts_once": "unit"}
    follows = ("unit",)

    unit = models.ForeignKey(
        OperatingUnit,
        models.PROTECT,
        related_name="default_ledger_accounts",
        verbose_name=_("operating unit"),
        help_text=_("The unit whose defaults these are."),
    )

    objects = UnitDefaultsQuerySet.as_manager()

    class Meta:
        verbose_name = _("default ledger accounts")
        verbose_name_plural = _("default ledger accounts")
        ordering = ["unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                name="reference_default_ledger_accounts_once",
                violation_error_message=_("The unit has default ledger accounts already; change those."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Default ledger accounts of %(unit)s") % {"unit": self.unit})


class TaxCode(ReferenceRecord):
    """A code by which transactions are taxed."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("tax code")
        verbose_name_plural = _("tax codes")
