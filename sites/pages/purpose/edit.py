"""Editing a business purpose: what its kind has, and nothing else (R-084 to R-086)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import ActiveChoiceField, named
from core.pages.forms import RecordForm, Section
from core.pages.page import find
from core.pages.views import EditView
from reference.fields import NOT_CHOSEN
from reference.models import LedgerAccount
from sites import ledger, rules
from sites.models import SiteUse
from sites.pages.replacement import BillTos
from sites.pages.tables import CHANGE_USE
from sites.regions import fields_of, out_of_place, regions_of
from sites.services import change_use

CHOICES = (
    "sales_territory",
    "payment_terms",
    "salesperson",
    "tax_code",
    "internal_location",
    "price_list",
    "order_type",
    "warehouse",
    "ship_method",
)


class PurposeForm(RecordForm):
    """What can be entered on one kind of purpose; the fields of other kinds are not there."""

    class Meta:
        model = SiteUse
        fields = [
            "location",
            "bill_to",
            *ledger.NAMES,
            "sales_territory",
            "payment_terms",
            "sic_code",
            "salesperson",
            "tax_code",
            "finance_charge_activity",
            "internal_location",
            "late_charge_document_type",
            *SiteUse.ORDER_MANAGEMENT,
        ]
        field_classes = dict.fromkeys(CHOICES, ActiveChoiceField)

    def add_fields(self) -> None:
        """Take away what this purpose has not; say what may be chosen."""
        use = self.instance
        own = (fields_of(use) | {"location", "version", "reason"}) - _out_of_place(use)
        for name in [name for name in self.fields if name not in own]:
            del self.fields[name]
        if "bill_to" in self.fields:
            self._offer_bill_tos(self.fields["bill_to"])
        self._offer_ledger_accounts([name for name in ledger.NAMES if name in self.fields])

    def _offer_bill_tos(self, field: Any) -> None:
        """The working bill-tos of the account in the unit, and the one that it has (R-076, R-260)."""
        use = self.instance
        offered = SiteUse.objects.working_bill_tos().filter(account=use.account_id, unit=use.unit_id)
        rows = offered | SiteUse.objects.filter(pk=use.bill_to_id)
        BillTos(rows.order_by("-is_primary", "location_key"), NOT_CHOSEN).offer(field)
        field.label = gettext_lazy("Bill To Location")

    def _offer_ledger_accounts(self, names: list[str]) -> None:
        """Accounts that the unit can be booked on, asked for once; each field tells what an empty one means."""
        if not names:
            return
        use = self.instance
        usable = LedgerAccount.objects.choosable_in(use.unit_id)
        offered = {account.pk: account for account in usable.order_by("code_key")}
        held = {getattr(use, f"{name}_id") for name in names} - offered.keys() - {None}
        closed = LedgerAccount.objects.in_bulk(held) if held else {}
        defaults = ledger.default_accounts(use.unit_id)
        for name in names:
            field: Any = self.fields[name]
            current = getattr(use, f"{name}_id")
            choices = [*offered.values(), *([closed[current]] if current in closed else [])]
            field.queryset = usable | LedgerAccount.objects.filter(pk=current)
            field.choices = [("", NOT_CHOSEN), *[(account.pk, named(account)) for account in choices]]
            field.help_text = _when_empty(defaults.get(name), use.unit)

    @property
    def sections(self) -> list[Section]:
        """The head of the purpose, then its regions in the order of its page."""
        head = [name for name in ("location", "bill_to") if name in self.fields]
        regions = [
            (region.title, [name for name in region.fields if name in self.fields])
            for region in regions_of(self.instance)
        ]
        shown = [Section(title, *names) for title, names in regions if names]
        note = gettext_lazy(
            "The account has no Bill To in this operating unit; with one, ledger accounts can be entered."
        )
        lacking = self.instance.purpose == rules.DRAWEE and not set(ledger.NAMES) & set(self.fields)
        return [Section(gettext_lazy("Business Purpose"), *head, note=note if lacking else ""), *shown]


def _out_of_place(use: SiteUse) -> set[str]:
    """Empty fields that would be refused: they are not offered (R-081, R-088, R-093)."""
    names = set(out_of_place(use))
    if use.purpose == rules.DRAWEE and not _account_has_bill_to(use):
        names |= {name for name in ledger.NAMES if not getattr(use, f"{name}_id")}
    return names


def _account_has_bill_to(use: SiteUse) -> bool:
    return SiteUse.objects.active().bill_to().filter(account=use.account_id, unit=use.unit_id).exists()


def _when_empty(default: LedgerAccount | None, unit: Any) -> str:
    """What an empty ledger account means (R-247)."""
    if default is None:
        return _("Left empty: none, as %(unit)s has no default.") % {"unit": unit}
    return _("Left empty: %(account)s, the default of %(unit)s.") % {"account": default, "unit": unit}


class EditPurpose(EditView):
    """Edit a business purpose against the version that was opened (D-19)."""

    permission = CHANGE_USE
    queryset = SiteUse.objects.for_overview()
    template_name = "sites/purpose_form.html"
    form_class = PurposeForm

    def load(self) -> None:
        """Find the purpose of this site among those the user may see."""
        rows = self.queryset.filter(site=self.kwargs["site_id"])
        self.record = find(rows, self.user, self.kwargs["pk"])

    def get_title(self) -> Any:
        """The purpose."""
        return _("Edit %(record)s") % {"record": self.record}

    def save(self, form: PurposeForm) -> SiteUse:
        """Save it."""
        return change_use(form.instance, version=form.cleaned_data["version"])
