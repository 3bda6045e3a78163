"""Editing an account site, and of its address what the customer calls it."""

import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.choices import ActiveChoiceField
from core.pages.forms import RecordForm, Section, VersionedForm
from core.pages.views import EditView
from parties.models import PartySite
from parties.pages.references import ReferenceForm, TakesReference
from parties.services import change_address_details
from sites.models import AccountSite, SiteSourceReference
from sites.services import change_site


class SiteForm(VersionedForm):
    """What one operating unit notes about the site. Unit and address are fixed (R-059)."""

    sections = [
        Section(
            _("Account site details"),
            "category",
            "language",
            "translation",
            "territory",
            "edi_location",
            "salesperson",
        )
    ]

    class Meta:
        model = AccountSite
        fields = ["category", "language", "translation", "territory", "edi_location", "salesperson"]
        field_classes = dict.fromkeys(["language", "territory", "salesperson"], ActiveChoiceField)


class AddressForm(RecordForm):
    """What the customer calls the address, and its number (R-065)."""

    sections = [
        Section(
            _("Address"),
            "number",
            "name",
            "addressee",
            "mail_stop",
            note=_("Shared by every account site at this address."),
        )
    ]

    class Meta:
        model = PartySite
        fields = ["number", "name", "addressee", "mail_stop"]


class SiteReferenceForm(ReferenceForm):
    """The account site's reference in another system."""

    class Meta(ReferenceForm.Meta):
        model = SiteSourceReference


class EditSite(TakesReference, EditView):
    """Edit an account site and the name of its address, each against the version that was opened (D-19).

    While the site has no reference in another system it can be given one (R-031).
    """

    permission = "customer_sites.change_accountsite"
    queryset = AccountSite.objects.with_address().select_related("account__party")
    template_name = "sites/form.html"
    reference_form = SiteReferenceForm

    def get_title(self) -> Any:
        """The site."""
        return _("Edit account site %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The site, its reference where there is none, then its address."""
        site, address = copy.copy(self.record), copy.copy(self.record.party_site)
        return {
            "site": SiteForm(data=data, quiet=quiet, instance=site, prefix="site"),
            **self.reference_forms(data, quiet, site=self.record, unit=self.record.unit),
            "address": AddressForm(data=data, quiet=quiet, instance=address, prefix="address"),
        }

    def save(
        self, site: SiteForm, address: AddressForm, reference: ReferenceForm | None = None
    ) -> AccountSite:
        """Save both rows, and the reference."""
        saved = change_site(site.instance, version=site.cleaned_data["version"])
        saved.party_site = change_address_details(address.instance, version=address.cleaned_data["version"])
        self.save_reference(reference)
        return saved

    def get_success_message(self, record: AccountSite) -> str:
        """What was saved; the address has a version of its own, and so has a reference."""
        if self.gave_reference or record.party_site.version != self.record.party_site.version:
            return str(self.success_message) % {"record": record}
        return super().get_success_message(record)
