"""What the command palette finds of customers and accounts."""

import pytest

from core import writes
from core.work import work
from customers.services import NewUse
from parties.models import Party
from sites.models import SiteUse
from tests.core.pages.test_palette import offered
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


def found(client, text):
    """Labels and addresses of the records that a text finds, without the way to the whole search."""
    entries = [(label, address) for group, label, address in offered(client, text) if group != "Go to"]
    return [entry for entry in entries if not entry[1].startswith("/customers/?")]


def test_customers_by_their_names_and_accounts_by_their_numbers(clerk_client, unit_a):
    acme = made(new_customer("Acme Harbour Ltd", new_site(unit_a), number="7001"))
    made(new_customer("Bolt Ltd", new_site(unit_a), number="8001"))

    assert found(clerk_client, "harb") == [("Acme Harbour Ltd", f"/customers/{acme.pk}/")]
    account = acme.accounts.get()
    assert found(clerk_client, "700") == [
        ("7001", f"/accounts/{account.pk}/"),
        ("Acme Harbour Ltd", f"/customers/{acme.pk}/"),
    ]


@pytest.mark.rule("R-060")
def test_an_address_of_another_unit_finds_nobody(clerk_client, other_clerk_client, unit_b):
    """What is known of a customer in another unit only does not lead to him."""
    site = new_site(unit_b)
    site.uses.append(NewUse(SiteUse(purpose="BILL_TO", location="DOCK-4711")))
    party = made(new_customer("Acme Harbour Ltd", site))

    use = SiteUse.objects.get()
    assert found(other_clerk_client, "dock-4711") == [
        ("Bill To · DOCK-4711", f"/sites/{use.site_id}/purposes/{use.pk}/"),
        ("Acme Harbour Ltd", f"/customers/{party.pk}/"),
    ]
    assert found(clerk_client, "dock-4711") == []


def test_an_inactive_record_says_so(clerk_client, unit_a):
    party = made(new_customer("Acme Harbour Ltd", new_site(unit_a)))
    with work(actor=None, channel="system"):
        writes.remove(party, version=Party.objects.get().version)
    assert "Inactive" in clerk_client.get("/palette/", {"q": "acme"}).text


def test_at_most_eight_and_the_way_to_all_of_them(clerk_client, unit_a):
    for number in range(10):
        made(new_customer(f"Acme {number}", new_site(unit_a)))

    assert len(found(clerk_client, "acme")) == 8
    way = ("Search", "Search customers for “acme”", "/customers/?q=acme")
    assert way in offered(clerk_client, "acme")


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_customer_and_three(clerk_client, unit_a, count, django_assert_num_queries):
    for number in range(count):
        made(new_customer(f"Acme {number}", new_site(unit_a), number=f"90{number}"))
    clerk_client.get("/palette/", {"q": "acme"})
    with django_assert_num_queries(13):
        clerk_client.get("/palette/", {"q": "acme"}, headers={"HX-Request": "true"})
    with django_assert_num_queries(14):
        clerk_client.get("/palette/", {"q": "90"}, headers={"HX-Request": "true"})
