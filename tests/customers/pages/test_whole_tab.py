"""Customer Overview, Whole Record: everything on one page."""

import pytest

from core.work import work
from customers.pages import whole_tab
from sites.models import AccountSite
from sites.services import remove_site
from tests.core.pages.markup import rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartyNoteFactory, SiteNoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(unit_a, unit_b):
    party = made(
        new_customer(
            "Acme Harbour Ltd",
            new_site(unit_a, "BILL_TO", "SHIP_TO"),
            new_site(unit_a, "SHIP_TO", line1="Werft 7"),
            new_site(unit_b, "BILL_TO", line1="Secret Street 9"),
            number="A1",
        )
    )
    sites = AccountSite.objects.filter(account__party=party).order_by("pk")
    with work(actor=None, channel="system"):
        remove_site(sites[1], version=sites[1].version)
    PartyNoteFactory(party=party, text="Rings back on Mondays.")
    SiteNoteFactory(site=sites[2], text="Secret gate code.")
    return party


def texts(response):
    return [[text for _kind, text in row] for row in rows(response)]


@pytest.mark.rule("R-060")
def test_it_has_every_list_inactive_rows_included_of_the_own_units(acme, clerk_client):
    numbers = list(
        AccountSite.objects.filter(unit__code="A").order_by("pk").values_list("party_site__number", flat=True)
    )
    found = texts(clerk_client.get(f"/customers/{acme.pk}/whole/"))
    assert [row[0] for row in found[:6]] == ["A1", *numbers, "Bill To", "Ship To", "Ship To"]
    assert [row[-1] for row in found[:6]] == ["Active", "Active", "Inactive", "Active", "Active", "Inactive"]
    assert "Rings back on Mondays." in " ".join(found[6])
    page = clerk_client.get(f"/customers/{acme.pk}/whole/")
    assert "Secret" not in page.text
    assert "actions" not in {kind for row in rows(page) for kind, _text in row}


def test_a_long_list_is_cut_and_says_so(acme, clerk_client, monkeypatch):
    monkeypatch.setattr(whole_tab, "MOST", 1)
    response = clerk_client.get(f"/customers/{acme.pk}/whole/")
    assert len([row for row in texts(response) if row[0] in {"Bill To", "Ship To"}]) == 1
    assert "3 records" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(unit_a, clerk_client, django_assert_num_queries, count):
    sites = [new_site(unit_a, "BILL_TO", line1=f"Kai {number}") for number in range(count)]
    party = made(new_customer("Acme Harbour Ltd", *sites))
    clerk_client.get(f"/customers/{party.pk}/whole/")
    with django_assert_num_queries(20):
        clerk_client.get(f"/customers/{party.pk}/whole/")


def test_paper_does_not_invite_and_who_may_add_nothing_is_not_invited(unit_a, clerk_client, viewer_client):
    party = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))
    whole = [row[0] for row in texts(clerk_client.get(f"/customers/{party.pk}/whole/"))]
    assert whole[-2:] == ["No records yet.", "No records yet."]
    invited = [row[0] for row in texts(clerk_client.get(f"/customers/{party.pk}/notes/"))]
    assert invited == [
        "No notes yet. Add one to tell others what they should know.",
        "No documents yet. Add one, such as a contract or a certificate.",
    ]
    told = [row[0] for row in texts(viewer_client.get(f"/customers/{party.pk}/notes/"))]
    assert told == ["No notes yet.", "No documents yet."]
