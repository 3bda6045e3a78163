"""Which customers and which accounts meet which criteria."""

import pytest

from accounts.models import Account
from customers.search import Criteria, find_customers, matching_accounts
from customers.services import NewAccount
from parties.models import Party
from tests.customers.builders import made, new_customer, new_person, new_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def customers(unit_a, unit_b):
    acme = new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="100", description="Main")
    berlin = new_site(unit_b, "SHIP_TO", line1="Spreeufer 3", city="Berlin", postal_code="10117")
    acme.accounts.append(NewAccount(Account(number="200", description="Berlin trade"), [berlin]))
    made(acme)
    made(new_customer("Harbour Freight Inc", new_site(unit_a, "SHIP_TO"), number="K300"))
    made(new_person("Ada", "Harbour", new_site(unit_a)))


def names(user, **criteria):
    return [party.name for party in find_customers(Criteria(**criteria), user)]


def accounts(user, party, **criteria):
    party = Party.objects.get(name=party)
    return [account.number for account in matching_accounts(Criteria(**criteria), party, user)]


@pytest.mark.rule("R-002")
def test_only_parties_of_the_customer_type_are_found(customers, clerk):
    assert names(clerk, name="harbour") == ["Acme Harbour Ltd", "Harbour Freight Inc"]
    assert names(clerk, kind="PERSON", last_name="harbour") == ["Ada Harbour"]


@pytest.mark.rule("R-001")
def test_type_status_and_way_of_matching_are_no_criteria():
    assert Criteria(kind="PERSON", status="all", name_match="is").is_empty()
    assert not Criteria(city="Berlin").is_empty()


@pytest.mark.parametrize(
    ("match", "typed", "expected"),
    [
        ("contains", "harb", ["Acme Harbour Ltd", "Harbour Freight Inc"]),
        ("starts", "harb", ["Harbour Freight Inc"]),
        ("is", "HARBOUR  freight inc", ["Harbour Freight Inc"]),
        ("is", "harbour", []),
        ("starts", "hárbour f", ["Harbour Freight Inc"]),
        ("starts", "%reight", ["Harbour Freight Inc"]),
    ],
)
def test_name_contains_starts_or_is(customers, clerk, match, typed, expected):
    assert names(clerk, name=typed, name_match=match) == expected


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"account_number": "k300"}, ["Harbour Freight Inc"]),
        ({"account_number": "K30"}, []),
        ({"account_number": "2%"}, ["Acme Harbour Ltd"]),
        ({"account_description": "berl"}, ["Acme Harbour Ltd"]),
        ({"city": "berlin"}, ["Acme Harbour Ltd"]),
        ({"postal_code": "10117"}, ["Acme Harbour Ltd"]),
        ({"address": "spreeufer berlin"}, ["Acme Harbour Ltd"]),
        ({"purpose": "BILL_TO"}, ["Acme Harbour Ltd"]),
        ({"name": "harbour", "city": "hamburg"}, ["Acme Harbour Ltd", "Harbour Freight Inc"]),
    ],
)
def test_every_criterion_narrows(customers, clerk, criteria, expected):
    assert names(clerk, **criteria) == expected


@pytest.mark.rule("R-060")
def test_purpose_in_a_unit_of_others_finds_nothing(customers, clerk, other_clerk):
    assert names(clerk, purpose="SHIP_TO") == ["Harbour Freight Inc"]
    assert names(other_clerk, purpose="SHIP_TO") == ["Acme Harbour Ltd"]


@pytest.mark.rule("R-004")
def test_only_accounts_that_meet_the_criteria_are_listed(customers, clerk, other_clerk):
    assert accounts(clerk, "Acme Harbour Ltd", name="acme") == ["100", "200"]
    assert accounts(clerk, "Acme Harbour Ltd", account_number="200") == ["200"]
    assert accounts(clerk, "Acme Harbour Ltd", account_description="berlin") == ["200"]
    assert accounts(clerk, "Acme Harbour Ltd", city="hamburg") == ["100"]
    assert accounts(clerk, "Acme Harbour Ltd", text="200") == ["200"]
    assert accounts(clerk, "Acme Harbour Ltd", text="acme") == ["100", "200"]


@pytest.mark.rule("R-004", "R-060")
def test_site_of_another_unit_lists_no_account(customers, clerk, other_clerk):
    assert accounts(clerk, "Acme Harbour Ltd", city="berlin") == []
    assert accounts(other_clerk, "Acme Harbour Ltd", city="berlin") == ["200"]


def test_search_box_puts_the_exact_number_first_and_the_whole_name_next(customers, clerk, unit_a):
    made(new_customer("K300 Steps Ltd", new_site(unit_a)))
    assert names(clerk, kind="", text="k300") == ["Harbour Freight Inc", "K300 Steps Ltd"]
    made(new_customer("Harbour", new_site(unit_a)))
    assert names(clerk, kind="", text="harbour")[:2] == ["Harbour", "Harbour Freight Inc"]
