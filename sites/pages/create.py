"""Create Account Site: another site of an account, in one of the user's operating units (R-052, R-058, R-059)."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from core.pages.forms import PageForm, Section, refresh, row_formset
from customers.pages import blocks
from customers.pages.create_under import CreateUnder
from customers.pages.forms import NewSiteDetailsForm, units_of
from customers.services import NewUse, open_site
from parties.pages.address import address_forms
from reference.models import OperatingUnit
from reference.options import default_unit
from sites.models import AccountSite, SiteUse
from sites.pages.add_purposes import PurposeRow
from sites.pages.at_addresses import uses_of
from sites.pages.replacement import BillTos

PurposeRows = row_formset(PurposeRow, label=gettext_lazy("Business Purposes"))


class UnitForm(PageForm):
    """The operating unit: it decides which addresses and which Bill Tos there are to choose from."""

    unit = forms.ModelChoiceField(
        OperatingUnit.objects.none(),
        label=gettext_lazy("Operating Unit"),
        help_text=gettext_lazy("The unit that does business here. It cannot be changed later."),
    )
    sections = [Section(gettext_lazy("Operating Unit"), "unit")]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units_of(user)
        field.initial = default_unit(user)
        refresh(field, "unit", "#section-choice-address", "#purposes-rows")

    @cached_property
    def chosen(self) -> OperatingUnit | None:
        """The unit that is chosen at the moment, checked or not."""
        value = self["unit"].value()
        try:
            unit: OperatingUnit | None = self.fields["unit"].to_python(getattr(value, "pk", value))
        except ValidationError:
            return None
        return unit


class CreateSite(CreateUnder):
    """Account site and purposes in one go, at an address of the customer or at a new one."""

    help: Any = gettext_lazy(
        "Another account site. Choose one of the customer's addresses at which the account has no site in the "
        "operating unit, or Create Address. A Ship To is billed at the Bill To that you choose, else at the Bill To of "
        "the new site, else at the primary one."
    )
    permission = "customer_sites.add_accountsite"
    title = gettext_lazy("Create Account Site")
    queryset = Account.objects.select_related("party")
    inactive = gettext_lazy("Account %(record)s is inactive and gets no site; restore it first.")
    record: Account

    def under(self) -> list[Any]:
        """Customer and account."""
        return [self.record.party, self.record]

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The blocks of the page, in its order."""
        given: dict[str, Any] = {"data": data, "quiet": quiet}
        unit = UnitForm(prefix="unit", user=self.user, **given)
        sites = AccountSite.objects.filter(account=self.record, unit=unit.chosen)
        taken = set(sites.order_by().values_list("party_site_id", flat=True)) if unit.chosen else set()
        bill_tos = BillTos(self.bill_tos(unit.chosen), _("Automatic"))
        return {
            "unit": unit,
            **address_forms(
                self.record.party, self.user, given, taken=taken, uses=lambda keys: uses_of(self.user, keys)
            ),
            "site": NewSiteDetailsForm(prefix="site", **given),
            "site_references": blocks.SiteReferences(prefix="site_references", **given),
            "purposes": PurposeRows(prefix="purposes", form_kwargs={"bill_tos": bill_tos}, **given),
        }

    def bill_tos(self, unit: OperatingUnit | None) -> Any:
        """The active Bill Tos of the account in the unit, else in the user's units (R-076)."""
        rows = SiteUse.objects.active().visible_to(self.user).bill_to().filter(account=self.record)
        if unit is not None:
            rows = rows.filter(unit=unit)
        return rows.order_by("-is_primary", "location_key", "pk")

    def save(self, **given: Any) -> AccountSite:
        """Make the site with its purposes."""
        given["site"].instance.unit = given["unit"].cleaned_data["unit"]
        uses = [NewUse(row.instance, row.wish) for row in blocks.filled(given["purposes"])]
        return open_site(self.record, blocks.new_site(given, uses))

    def get_success_message(self, record: AccountSite) -> str:
        """The site with its number, and where it belongs."""
        return _("Site %(site)s of account %(account)s was created in %(unit)s.") % {
            "site": record,
            "account": self.record,
            "unit": record.unit,
        }
