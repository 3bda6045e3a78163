"""An account with sites, for everything about sites and purposes."""

from dataclasses import dataclass

import pytest

from accounts.models import Account
from sites.models import AccountSite, SiteUse
from tests.customers.builders import made, new_customer, new_site


@dataclass
class House:
    """Account A1: `first` (Bill To, Ship To) and `second` (Ship To) in unit A, `hidden` (Bill To) in unit B."""

    account: Account
    first: AccountSite
    second: AccountSite
    hidden: AccountSite

    def use(self, site: AccountSite, purpose: str) -> SiteUse:
        """The purpose of that site as it is now."""
        return SiteUse.objects.get(site=site, purpose=purpose)


@pytest.fixture
def house(unit_a, unit_b):
    party = made(
        new_customer(
            "Acme Harbour Ltd",
            new_site(unit_a, "BILL_TO", "SHIP_TO"),
            new_site(unit_a, "SHIP_TO", line1="Werft 7"),
            new_site(unit_b, "BILL_TO", line1="Secret Street 9"),
            number="A1",
        )
    )
    account = party.accounts.get()
    return House(account, *AccountSite.objects.filter(account=account).order_by("pk"))
