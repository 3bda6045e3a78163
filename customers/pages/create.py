"""Create Customer: one page, one transaction (R-013 to R-016, R-029)."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from accounts.services import number_is_generated
from core.pages.create import Button
from core.pages.views import CreateView
from customers.pages import blocks, forms
from customers.services import NewCustomer, create_customer
from parties.models import Party
from parties.pages.address import LocationForm, PartySiteForm

DETAILS = "details"


class CreateCustomer(CreateView):
    """Party, account, address, site and purposes in one go. The two kinds of customer differ in their party blocks."""

    permission = "parties.add_party"
    cancel_url = reverse_lazy("customers:search")
    buttons = (
        Button(gettext_lazy("Apply"), name="apply"),
        Button(gettext_lazy("Save And Add Details"), name=DETAILS, kind="primary"),
    )
    kind: str = ""
    account: Account

    def party_forms(self, **given: Any) -> dict[str, Any]:
        """The blocks about the party, by name."""
        raise NotImplementedError

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The blocks of the page, in its order."""
        given: dict[str, Any] = {"data": data, "quiet": quiet}
        generated = number_is_generated(self.user)
        return {
            **self.party_forms(**given),
            "account": forms.NewAccountForm(prefix="account", number_is_generated=generated, **given),
            "references": blocks.AccountReferences(prefix="references", **given),
            "location": LocationForm(prefix="location", user=self.user, **given),
            "address": PartySiteForm(prefix="address", **given),
            "site": forms.NewSiteForm(prefix="site", user=self.user, **given),
            "site_references": blocks.SiteReferences(prefix="site_references", **given),
            "purposes": blocks.FirstPurposes(prefix="purposes", initial=blocks.FIRST_PURPOSES, **given),
        }

    def save(self, **given: Any) -> Party:
        """Create the customer from all blocks."""
        party = given["party"].instance
        party.kind = self.kind
        account = blocks.new_account(given)
        self.account = account.account
        return create_customer(NewCustomer(party, given["details"].instance, [account]))

    def get_success_url(self, record: Party) -> str:
        """Save And Add Details leads to the account, Apply to the customer (R-012)."""
        if self.request.POST.get("button") == DETAILS:
            return self.account.get_absolute_url()
        return reverse("customers:overview", args=[record.pk])

    def get_success_message(self, record: Party) -> str:
        """The customer with the numbers it got."""
        return _("%(customer)s was created: registry ID %(registry)s, account %(number)s.") % {
            "customer": record,
            "registry": record.registry_id,
            "number": self.account.number,
        }


class CreateOrganization(CreateCustomer):
    """Create Customer for organizations."""

    help: Any = gettext_lazy(
        "A customer is stored whole or not at all: who it is, its first account, its address, the "
        "site of your operating unit there, and what the site is used for. Numbers are generated "
        "where the system options say so."
    )
    title = gettext_lazy("Create Customer: Organization")
    kind = Party.Kind.ORGANIZATION

    def party_forms(self, **given: Any) -> dict[str, Any]:
        """Customer information, organization details."""
        return {
            "party": forms.NewOrganizationForm(prefix="party", initial=self.get_initial(), **given),
            "details": forms.NewOrganizationDetailsForm(prefix="details", **given),
        }

    def get_initial(self) -> dict[str, Any]:
        """The name that was searched for in vain."""
        return {"name": self.request.GET.get("name", "")[:360]}


class CreatePerson(CreateCustomer):
    """Create Customer for persons."""

    title = gettext_lazy("Create Customer: Person")
    kind = Party.Kind.PERSON

    def party_forms(self, **given: Any) -> dict[str, Any]:
        """The parts of the name first, then the registry."""
        return {
            "details": forms.NewPersonDetailsForm(prefix="details", **given),
            "party": forms.NewPersonForm(prefix="party", **given),
        }
