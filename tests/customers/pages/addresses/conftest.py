"""An address that three customers share, one of them in a unit that the clerk does not see."""

from dataclasses import dataclass

import pytest

from parties.models import Location, PartySite
from tests.customers.builders import made, new_customer, new_site
from tests.factories import AccountFactory, AccountSiteFactory, OrganizationFactory, PartySiteFactory


@dataclass
class Shared:
    """Where `acme` (account A1 in unit A), `bolt` (account B1 in unit B) and `crane` (no account) are."""

    location: Location
    acme: PartySite
    bolt: PartySite
    crane: PartySite


@pytest.fixture
def shared(unit_a, unit_b):
    party = made(new_customer("Acme Ltd", new_site(unit_a, "BILL_TO", "SHIP_TO"), number="A1"))
    acme = PartySite.objects.get(party=party)
    place = acme.location
    bolt = PartySiteFactory(party=OrganizationFactory(name="Bolt Ltd"), location=place, identifying=True)
    account = AccountFactory(party=bolt.party, number="B1")
    AccountSiteFactory(account=account, party_site=bolt, unit=unit_b)
    crane = PartySiteFactory(party=OrganizationFactory(name="Crane Ltd"), location=place, identifying=True)
    return Shared(place, acme, bolt, crane)
