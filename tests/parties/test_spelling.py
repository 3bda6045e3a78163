"""Whether a city that is not found is one, in countries where names are written in many ways."""

import pytest

from parties.address_check import Kind, check
from parties.models import Location
from reference.geography import files, store
from reference.geography.program import country_codes
from reference.models import Country

HEADER = "country,area_code,area,city,postal_code,latitude,longitude,population"
SYLLABLES = ["jai", "nagar", "pur", "vadi", "gram", "kot", "garh", "bad", "halli", "palli"]


@pytest.fixture
def india(db):
    """Six hundred towns that are called like towns there, a large city, and one of the neighbour's."""
    names = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES][:600]
    lines = [
        f"IN,MH,Maharashtra,{name.title()},{411001 + at},18.5,73.9,9000" for at, name in enumerate(names)
    ]
    lines += ["IN,MH,Maharashtra,Mumbai,400001,18.94,72.83,12500000"]
    lines += ["PK,PB,Punjab,Lahore,54000,31.55,74.34,11000000"]
    contents = files.read("\n".join([HEADER, *lines]).encode(), country_codes())
    assert contents.problems == []
    for code, rows in contents.places.items():
        store.replace(Country.objects.get(code2=code), "test", "made up", rows)


def wrong(city, code="411001"):
    country = Country.objects.get(code2="IN")
    location = Location(
        country=country, line1="1 Main Road", city=city, state="Maharashtra", postal_code=code
    )
    return {finding.element: finding.kind for finding in check([location])[0].findings}


@pytest.mark.rule("R-047")
@pytest.mark.parametrize("city", ["Nagarvadgaon", "Palligarh Kot"])
def test_a_place_that_is_called_like_those_of_the_country_may_be_one(india, city):
    assert wrong(city) == {}


@pytest.mark.rule("R-047")
@pytest.mark.parametrize("city", ["Xqzwvkjy", "Qwertzuiop"])
def test_what_resembles_no_name_of_the_country_is_none(india, city):
    assert wrong(city) == {"city": Kind.UNKNOWN}


@pytest.mark.rule("R-047")
def test_a_large_city_of_another_country_is_none_of_this_one(india):
    assert wrong("Lahore") == {"city": Kind.UNKNOWN}


@pytest.mark.rule("R-047")
def test_a_slip_of_the_pen_in_a_large_city_is_one(india):
    assert wrong("Mumbia", "400001") == {"city": Kind.UNKNOWN}
