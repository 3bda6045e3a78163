"""New customers for tests, as a page or a loader would hand them to the services."""

from typing import Any

from accounts.models import Account
from core.work import work
from customers.services import NewAccount, NewCustomer, NewSite, NewUse, create_customer
from parties.models import Location, OrganizationDetails, Party, PartySite, PersonDetails
from reference.models import OperatingUnit
from sites.models import AccountSite, SiteUse
from tests.factories import country


def new_site(unit: OperatingUnit, *purposes: str, **address: Any) -> NewSite:
    """A site at a new address in Hamburg with these purposes."""
    values = {"line1": "Am Kai 1", "city": "Hamburg", "postal_code": "20457", **address}
    location = Location(country=country(values.pop("country", "DE")), **values)
    return NewSite(
        address=PartySite(location=location),
        site=AccountSite(unit=unit),
        uses=[NewUse(SiteUse(purpose=purpose)) for purpose in purposes],
    )


def new_customer(name: str, *sites: NewSite, **account: Any) -> NewCustomer:
    """An organization with one account that has these sites."""
    return NewCustomer(
        party=Party(kind=Party.Kind.ORGANIZATION, name=name),
        details=OrganizationDetails(),
        accounts=[NewAccount(Account(**account), list(sites))],
    )


def new_person(first: str, last: str, *sites: NewSite) -> NewCustomer:
    """A person with one account that has these sites."""
    return NewCustomer(
        party=Party(kind=Party.Kind.PERSON),
        details=PersonDetails(first_name=first, last_name=last),
        accounts=[NewAccount(Account(), list(sites))],
    )


def made(new: NewCustomer, actor: Any = None, channel: str = "system") -> Party:
    """The customer, created in a unit of work of its own."""
    with work(actor=actor, channel=channel):
        return create_customer(new)
