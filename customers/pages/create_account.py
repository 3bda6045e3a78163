"""Create Account: another account of a customer, with its first site (R-021, R-022)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from accounts.services import number_is_generated
from customers.pages import blocks, forms
from customers.pages.create_under import CreateUnder
from customers.services import create_accounts
from parties.models import Party
from parties.pages.address import address_forms
from sites.pages.at_addresses import uses_of


class CreateAccount(CreateUnder):
    """Account, account site and purposes in one go, at an address that the customer has or at a new one."""

    help: Any = gettext_lazy(
        "Another account of the customer. It needs one account site to begin with: choose one of the addresses that "
        "the customer has, or Create Address. Everything is stored together or not at all."
    )
    permission = "accounts.add_account"
    title = gettext_lazy("Create Account")
    queryset = Party.objects.all()
    inactive = gettext_lazy("%(record)s is inactive and gets no account; restore the customer first.")
    record: Party

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The blocks of the page, in its order."""
        given: dict[str, Any] = {"data": data, "quiet": quiet}
        generated = number_is_generated(self.user)
        return {
            "account": forms.NewAccountForm(prefix="account", number_is_generated=generated, **given),
            "references": blocks.AccountReferences(prefix="references", **given),
            **address_forms(
                self.record, self.user, given, uses=lambda keys: uses_of(self.user, keys), takes_first=True
            ),
            "site": forms.NewSiteForm(prefix="site", user=self.user, **given),
            "site_references": blocks.SiteReferences(prefix="site_references", **given),
            "purposes": blocks.FirstPurposes(prefix="purposes", initial=blocks.FIRST_PURPOSES, **given),
        }

    def save(self, **given: Any) -> Account:
        """Open the account with its site."""
        new = blocks.new_account(given)
        new.account.party = self.record
        for site in new.sites:
            site.address.party = self.record
        return create_accounts([new])[0]

    def get_success_url(self, record: Account) -> str:
        """Save And Add Details leads to the account, Apply to the customer with the account selected."""
        if self.adds_details:
            return record.get_absolute_url()
        return f"{reverse('customers:overview', args=[self.record.pk])}?account={record.pk}"

    def get_success_message(self, record: Account) -> str:
        """The account with its number."""
        return _("Account %(account)s of %(customer)s was created.") % {
            "account": record,
            "customer": self.record,
        }
