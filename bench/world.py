"""Who and what there is besides the many customers: operating units, a clerk, and a few customers of exact sizes."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import Account
from core import roles, writes
from core.models import Membership, User
from core.work import work
from customers.services import NewAccount, NewCustomer, NewSite, NewUse, create_customer
from parties.models import Location, OrganizationDetails, Party, PartySite
from reference import services
from reference.models import Country, Currency, OperatingUnit
from sites.models import AccountSite, SiteUse

UNITS = ("North", "South", "East", "West")
CLERK = "bench-clerk"
MANY = 100
# Ids from here on are those of bare inserts, which are made past the sequences.
FAR = 10**12
AGE = datetime.timedelta(days=10)


@dataclass(frozen=True)
class Specimen:
    """One customer with so many accounts, whose first account has so many sites."""

    rows: int
    party: Party
    account: Account
    site: AccountSite


def furnish() -> User:
    """Make the operating units and the clerk who works in all of them, where they are missing; answers the clerk."""
    there = User.objects.filter(username=CLERK).first()
    if there is not None:
        return there
    with work(actor=None, channel="command"):
        for name in UNITS:
            services.create_unit(
                code=name.upper(),
                name=name,
                currency=Currency.objects.get(code="EUR"),
                country=Country.objects.get(code2="DE"),
            )
        clerk = User(username=CLERK)
        clerk.set_unusable_password()
        clerk = writes.save(clerk)
        writes.save(Membership(user=clerk, group=Group.objects.get(name=roles.CLERK)))
        for unit in OperatingUnit.objects.filter(code__in=[name.upper() for name in UNITS]):
            services.grant_unit(clerk, unit)
    return clerk


def specimen(rows: int, actor: Any) -> Specimen:
    """A customer with `rows` accounts, the first of which has `rows` sites, each with its purposes and history.

    It was made AGE ago, so that there is a past to look at.
    """
    unit = OperatingUnit.objects.get(code=UNITS[0].upper())
    addresses = [_address(number) for number in range(rows)]
    first = NewAccount(Account(description="First"), [_site(address, unit) for address in addresses])
    others = [
        NewAccount(Account(description=f"Account {number}"), [_site(addresses[0], unit)])
        for number in range(1, rows)
    ]
    party = Party(kind=Party.Kind.ORGANIZATION, name=f"Specimen of {rows} rows")
    with work(actor=actor, channel="command") as unit_of_work:
        unit_of_work.at -= AGE
        made = create_customer(NewCustomer(party, OrganizationDetails(), [first, *others]))
    site = AccountSite.objects.filter(account=first.account).earliest("pk")
    return Specimen(rows, made, first.account, site)


def _address(number: int) -> PartySite:
    country = Country.objects.get(code2="DE")
    location = Location(country=country, line1=f"Am Kai {number}", city="Hamburg", postal_code="20457")
    return PartySite(location=location)


def _site(address: PartySite, unit: OperatingUnit) -> NewSite:
    uses = [NewUse(SiteUse(purpose=purpose)) for purpose in ("BILL_TO", "SHIP_TO")]
    return NewSite(address, AccountSite(unit=unit), uses)
