"""The word index finds customers, for those who may see what it found them by."""

import pytest

from core import writes
from core.work import work
from matching.models import MatchKey
from matching.normalise import number, plain, words
from matching.search import matching
from parties.models import Party
from sites.models import AccountSite
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


def found(text, user, sources=None):
    return [party.name for party in matching(Party.objects.order_by("name"), text, user, sources)]


@pytest.fixture
def customers(unit_a, unit_b):
    made(new_customer("Müller & Söhne GmbH", new_site(unit_a, "BILL_TO", city="Lübeck"), number="K-4711"))
    made(new_customer("Acme Harbour Ltd", new_site(unit_b, "BILL_TO", city="Hamburg"), number="4712"))
    made(new_customer("Harbour Freight Inc", new_site(unit_a), number="9000"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("harb", ["Acme Harbour Ltd", "Harbour Freight Inc"]),
        ("harb acme", ["Acme Harbour Ltd"]),
        ("MULLER", ["Müller & Söhne GmbH"]),
        ("müller sohne", ["Müller & Söhne GmbH"]),
        ("k-4711", ["Müller & Söhne GmbH"]),
        ("471", ["Acme Harbour Ltd"]),
        ("lubeck", ["Müller & Söhne GmbH"]),
        ("f%ght", ["Harbour Freight Inc"]),
        ("%", []),
        ("&", []),
        ("nothing like it", []),
    ],
)
def test_words_and_numbers_find_customers(customers, clerk, text, names):
    assert found(text, clerk) == names


def test_source_narrows_the_search(customers, clerk):
    assert found("hamburg", clerk, ["name"]) == []
    assert found("hamburg", clerk, ["city"]) == ["Acme Harbour Ltd", "Harbour Freight Inc"]


def test_what_a_unit_keeps_finds_the_customer_for_its_users_only(customers, clerk, other_clerk):
    with work(actor=None, channel="system"):
        site = writes.lock(AccountSite.objects.filter(account__party__name="Acme Harbour Ltd"))[0]
        site.edi_location = "EDI-77"
        writes.save(site)
    assert (found("EDI-77", clerk), found("EDI-77", other_clerk)) == ([], ["Acme Harbour Ltd"])


def test_keys_follow_a_change_and_leave_no_old_ones(customers, clerk):
    with work(actor=None, channel="system"):
        party = writes.lock(Party.objects.filter(name="Acme Harbour Ltd"))[0]
        party.name = "Beacon Quay Ltd"
        writes.save(party)
    assert (found("acme", clerk), found("beacon", clerk)) == ([], ["Beacon Quay Ltd"])
    assert not MatchKey.objects.filter(value="acme").exists()


def test_normalising_is_plain_and_stable():
    assert plain("Ærø Straße") == "aero strasse"
    assert words("O'Neil & Co. (UK)") == ["o", "neil", "co", "uk"]
    assert number("DE 123-456/78") == "de12345678"
