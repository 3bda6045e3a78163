"""Lists of values with little more than a code and a name."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import RecordAdmin
from core.admin.forms import ReasonForm
from core.models import ChangeRecord
from core.scope import visible_units
from reference import models
from reference.admin.base import ReferenceAdmin

for _model in (
    models.StatementCycle,
    models.DunningLetterSet,
    models.AutoCashRuleSet,
    models.GroupingRule,
    models.Collector,
    models.SalesTerritory,
    models.PriceList,
    models.OrderType,
    models.ShipMethod,
    models.Warehouse,
    models.TaxCode,
    models.SourceSystem,
):
    admin.site.register(_model, ReferenceAdmin)


@admin.register(models.PaymentTerm)
class PaymentTermAdmin(ReferenceAdmin):
    """Payment terms."""

    list_display = [*ReferenceAdmin.list_display, "balance_forward"]
    list_filter = ["balance_forward"]


@admin.register(models.ReceiptMethod)
class ReceiptMethodAdmin(ReferenceAdmin):
    """Receipt methods."""

    list_display = ["code", "name", "creation_method", "grouping"]
    list_filter = ["creation_method", "grouping"]


@admin.register(models.Resource)
class ResourceAdmin(ReferenceAdmin):
    """Salespersons and credit analysts."""

    list_display = ["code", "name", "is_salesperson", "is_credit_analyst"]
    list_filter = ["is_salesperson", "is_credit_analyst"]


@admin.register(models.InventorySite)
class InventorySiteAdmin(ReferenceAdmin):
    """Internal locations."""

    list_display = ["code", "name", "organization_name"]


class OfAllUnits(RecordAdmin):
    """Set-up that belongs to units: who keeps it keeps that of all units, and reads how it came about."""

    def journal(self, request: HttpRequest) -> Any:
        """Every change for who keeps the set-up; for others those of their units."""
        return ChangeRecord.objects.all() if self.has_change_permission(request) else super().journal(request)


@admin.register(models.LedgerAccount)
class LedgerAccountAdmin(OfAllUnits, ReferenceAdmin):
    """Ledger accounts: administrators keep those of all units, others see those of theirs."""

    list_display = ["code", "name", "unit", "enabled", "detail_posting"]
    list_filter = ["enabled", "detail_posting", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """All accounts for who keeps the set-up; otherwise those that the user's units use."""
        if self.has_change_permission(request):
            return models.LedgerAccount.objects.all()
        return super().get_queryset(request)


@admin.register(models.OperatingUnit)
class OperatingUnitAdmin(ReferenceAdmin):
    """Operating units: administrators keep all of them, others see theirs (R-060)."""

    list_display = ["code", "name", "time_zone", "currency", "country"]
    list_filter = ["time_zone"]
    list_select_related = ["currency", "country"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """All units for who keeps the set-up; otherwise those of the user."""
        rows = super().get_queryset(request)
        return (
            rows if self.has_change_permission(request) else rows.filter(pk__in=visible_units(request.user))
        )


class DefaultLedgerAccountsForm(ReasonForm):
    """Offers what the unit may be booked on, and what it has even where that can no longer be chosen (R-260)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        usable = models.LedgerAccount.objects.choosable_in(self.instance.unit_id)
        for name in models.LedgerAccounts.LEDGER_ACCOUNTS:
            if name in self.fields:
                current = models.LedgerAccount.objects.filter(pk=getattr(self.instance, f"{name}_id"))
                self.fields[name].queryset = usable | current


@admin.register(models.DefaultLedgerAccounts)
class DefaultLedgerAccountsAdmin(OfAllUnits):
    """What each unit books on where a business purpose names no account of its own (R-247)."""

    form = DefaultLedgerAccountsForm
    fields = ["unit", *models.LedgerAccounts.LEDGER_ACCOUNTS]
    list_display = ["unit", "receivable_account", "revenue_account", "bills_receivable_account"]
    list_select_related = ["unit", "receivable_account", "revenue_account", "bills_receivable_account"]
    search_fields = ["unit__code_key", "unit__name_key"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those of all units for who keeps the set-up; otherwise those of the user's units."""
        if self.has_change_permission(request):
            return models.DefaultLedgerAccounts.objects.all()
        return super().get_queryset(request)
