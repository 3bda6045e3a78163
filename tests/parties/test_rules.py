"""The rules of the registry over plain values."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from parties import rules
from parties.models import Location, Party
from tests.factories import country

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-026")
@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Dr.", "Ada", "M.", "Lovett", "Jr."), "Dr. Ada M. Lovett Jr."),
        (("", " Ada ", "", "Lovett", ""), "Ada Lovett"),
        (("", "", "", "Lovett", ""), "Lovett"),
        (("", "", " ", "", ""), ""),
    ],
)
def test_name_of_a_person_in_its_order(parts, name):
    assert rules.compose_name(*parts) == name


def test_address_on_one_line():
    place = Location(
        country=country("US"),
        line1="1 Battery Place",
        line2="Floor 3",
        city="New York",
        state="NY",
        postal_code="10004",
    )
    assert rules.one_line_address(place) == "1 Battery Place, Floor 3, New York, NY 10004, United States"
    berlin = Location(country=country("DE"), line1="Am Kai 1", city="Berlin", postal_code="10115")
    assert str(berlin) == "Am Kai 1, 10115 Berlin, Germany"
    assert str(Location(line1="Am Kai 1")) == "Am Kai 1"


@pytest.mark.rule("R-013")
def test_what_a_country_requires_is_given():
    with pytest.raises(ValidationError) as caught:
        rules.require_address_elements(Location(country=country("US"), line1="1 Battery Place"))
    assert caught.value.message_dict == {
        "city": ["City is required in United States."],
        "state": ["State is required in United States."],
        "postal_code": ["ZIP code is required in United States."],
    }
    rules.require_address_elements(
        Location(country=country("US"), line1="1", city="New York", province="NY", postal_code="10004")
    )
    rules.require_address_elements(Location(line1="no country yet"))


@pytest.mark.rule("R-026")
def test_details_fit_the_kind_of_customer():
    rules.details_fit_kind(Party(kind="PERSON"), "PERSON")
    with pytest.raises(ValidationError):
        rules.details_fit_kind(Party(kind="PERSON", name="Ada"), "ORGANIZATION")


def test_sic_code_comes_from_a_list():
    rules.sic_code_has_type("", "")
    rules.sic_code_has_type("0111", "1987 SIC")
    with pytest.raises(ValidationError) as caught:
        rules.sic_code_has_type("0111", "")
    assert list(caught.value.message_dict) == ["sic_code_type"]


@pytest.mark.rule("D-17")
def test_nobody_is_born_after_today(monkeypatch):
    moment = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    for day in (None, moment.date()):
        rules.born_in_the_past(day)
    with pytest.raises(ValidationError) as caught:
        rules.born_in_the_past(datetime.date(2026, 3, 5))
    assert list(caught.value.message_dict) == ["date_of_birth"]


@pytest.mark.parametrize(
    ("before", "after", "allowed", "fine"),
    [("A", "B", True, True), ("A", "A", False, True), ("A", "B", False, False)],
)
def test_name_changes_only_where_the_option_allows_it(before, after, allowed, fine):
    try:
        rules.name_may_change(before, after, allowed)
    except ValidationError as error:
        assert (fine, list(error.message_dict)) == (False, ["name"])
    else:
        assert fine
