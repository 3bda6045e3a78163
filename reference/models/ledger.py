"""What amounts are booked on, and the codes by which tax is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import Path
from reference.models.base import ReferenceRecord
from reference.models.units import OperatingUnit
from reference.querysets import LedgerAccountQuerySet


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


class TaxCode(ReferenceRecord):
    """A code by which transactions are taxed."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("tax code")
        verbose_name_plural = _("tax codes")
