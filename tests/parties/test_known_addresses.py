"""Whether a customer has an address already."""

import pytest

from core import writes
from core.work import work
from parties.known_addresses import matching_addresses
from parties.models import Location
from tests.factories import LocationFactory, PartyFactory, PartySiteFactory, country

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A customer at an address in Hamburg."""
    location = LocationFactory(
        line1="Große Elbstraße 7", line2="Halle B", city="Hamburg", postal_code="22767"
    )
    return PartySiteFactory(location=location)


def like(**changes):
    """An address that was typed."""
    typed = {"line1": "Große Elbstraße 7", "line2": "Halle B", "city": "Hamburg", "postal_code": "22767"}
    return Location(**{"country": country("DE"), **typed, **changes})


@pytest.mark.rule("R-037")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"line1": "GROSSE ELBSTRASSE 7"},
        {"line1": "Große Elbstraße 7, Halle B", "line2": ""},
        {"city": " hamburg ", "postal_code": "22 767"},
        {"line1": "Große Elbstraße 7.", "line2": "", "line3": "Halle-B"},
    ],
)
def test_the_same_address_in_other_letters_is_found(site, changes):
    assert matching_addresses(site.party, like(**changes)) == [site]


@pytest.mark.rule("R-037")
@pytest.mark.parametrize(
    "changes", [{"line1": "Große Elbstraße 8"}, {"city": "Altona"}, {"postal_code": ""}, {"line2": ""}]
)
def test_another_address_is_not(site, changes):
    assert matching_addresses(site.party, like(**changes)) == []


@pytest.mark.rule("R-037")
def test_of_another_customer_or_country_it_is_not(site):
    assert matching_addresses(PartyFactory(), like()) == []
    assert matching_addresses(site.party, like(country=country("AT"))) == []
    assert matching_addresses(site.party, Location(line1="Große Elbstraße 7")) == []


@pytest.mark.rule("R-037")
def test_inactive_ones_count_and_come_last(site):
    again = PartySiteFactory(party=site.party, location=site.location)
    first, second = sorted([site, again], key=lambda row: row.pk)
    with work(actor=None, channel="system"):
        writes.remove(first, version=first.version)
    assert matching_addresses(site.party, like()) == [second, first]


def test_it_costs_two_queries_at_most(site, django_assert_num_queries):
    for _n in range(3):
        PartySiteFactory(party=site.party)
    same, other = like(), like(city="Kiel")
    with django_assert_num_queries(2):
        matching_addresses(site.party, same)
    with django_assert_num_queries(1):
        matching_addresses(site.party, other)
