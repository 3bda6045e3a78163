"""A customer with very many sites, made set-based like any other."""

from collections.abc import Sequence
from typing import Any

from accounts.models import Account
from customers.services import NewSite, NewUse
from parties.models import Location, PartySite
from reference.models import OperatingUnit
from sites.models import AccountSite, SiteUse
from tests.customers.builders import made, new_customer
from tests.factories import country

PURPOSES = ("BILL_TO", "SHIP_TO", "LEGAL")
CITIES = ("Hamburg", "Jena", "Köln", "Aachen")


def large_account(units: Sequence[OperatingUnit], sites: int = 400, code: str = "L") -> Account:
    """An account with so many sites, in turn in one of `units`, each with three purposes and in one of four cities."""
    germany = country("DE")
    new = [_site(code, number, units[number % len(units)], germany) for number in range(sites)]
    party = made(new_customer("Large Harbour Ltd", *new, number=code))
    return party.accounts.get()


def _site(account: str, number: int, unit: OperatingUnit, place: Any) -> NewSite:
    return NewSite(
        address=PartySite(
            location=Location(
                country=place,
                line1=f"Kai {number + 1}",
                city=CITIES[number % len(CITIES)],
                postal_code=f"{20000 + number}",
            ),
            number=f"{account}{number + 1:04}",
            name=f"Depot {number + 1}",
        ),
        site=AccountSite(unit=unit),
        uses=[NewUse(SiteUse(purpose=purpose)) for purpose in PURPOSES],
    )
