"""Addresses as they are written in their country."""

import pytest

from parties.addresses import printed_lines
from parties.models import Location
from reference.models import Country

pytestmark = pytest.mark.django_db

WORLD = [
    (
        {"code2": "DE", "line1": "Johannisstraße 89", "city": "Jena", "postal_code": "07743", "state": "TH"},
        ["Frau Weiß", "Acme", "Johannisstraße 89", "07743 Jena", "Germany"],
    ),
    (
        {
            "code2": "US",
            "line1": "342 S Wacker Drive",
            "line2": "Floor 9",
            "city": "Chicago",
            "state": "IL",
            "postal_code": "60606",
            "postal_plus4": "1234",
        },
        ["Frau Weiß", "Acme", "342 S Wacker Drive", "Floor 9", "Chicago, IL 60606-1234", "United States"],
    ),
    (
        {
            "code2": "JP",
            "line1": "名駅1-8-15",
            "city": "名古屋市中村区",
            "province": "愛知県",
            "postal_code": "450-0002",
        },
        ["〒450-0002", "愛知県", "名古屋市中村区", "名駅1-8-15", "Acme", "Frau Weiß", "Japan"],
    ),
    (
        {
            "code2": "GB",
            "line1": "1 High Street",
            "city": "Leeds",
            "county": "Yorkshire",
            "postal_code": "LS1 1AA",
        },
        ["Frau Weiß", "Acme", "1 High Street", "Leeds", "LS1 1AA", "United Kingdom"],
    ),
    (
        {"code2": "BR", "line1": "Rua Um 5", "city": "Recife", "state": "PE", "postal_code": "50030-230"},
        ["Acme", "Frau Weiß", "Rua Um 5", "Recife-PE", "50030-230", "Brazil"],
    ),
    # Half of a line, and a country whose format nobody knows.
    (
        {"code2": "US", "line1": "Main St 1", "state": "TX"},
        ["Frau Weiß", "Acme", "Main St 1", "TX", "United States"],
    ),
]


@pytest.mark.parametrize(
    ("address", "lines"), WORLD, ids=lambda value: value["code2"] if isinstance(value, dict) else ""
)
def test_the_lines_stand_in_the_order_of_the_country(address, lines):
    values = {name: value for name, value in address.items() if name != "code2"}
    location = Location(country=Country.objects.get(code2=address["code2"]), **values)
    assert printed_lines(location, name="Acme", addressee="Frau Weiß") == lines


@pytest.mark.parametrize("code2", ["DE", "JP", "AQ", "HK", "AE"])
def test_city_and_postal_code_are_never_lost(code2):
    location = Location(
        country=Country.objects.get(code2=code2), line1="Street 1", city="Town", postal_code="P1"
    )
    text = " ".join(printed_lines(location))
    assert ("Town" in text, "P1" in text) == (True, True)
