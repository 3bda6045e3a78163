"""A customer with 400 sites and 1,200 purposes: every page about them costs what it costs for one site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from core import writes
from core.work import work
from sites.models import AccountSite, SiteUse
from tests.core.pages.markup import columns, consequences, filled
from tests.customers.large import large_account

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def pages_of(account: Account) -> dict[str, str]:
    site = AccountSite.objects.filter(account=account).order_by("pk").first()
    use = SiteUse.objects.filter(site=site, purpose="BILL_TO").get()
    return {
        "customer": f"/customers/{account.party_id}/",
        "account": f"/accounts/{account.pk}/",
        "account, inactive too": f"/accounts/{account.pk}/?status=all",
        "account, last page": f"/accounts/{account.pk}/?page=8",
        "site": f"/sites/{site.pk}/",
        "site details": f"/sites/{site.pk}/details/",
        "purpose": f"/sites/{site.pk}/purposes/{use.pk}/",
        "edit purpose": f"/sites/{site.pk}/purposes/{use.pk}/edit/",
        "remove account": f"/accounts/{account.pk}/remove/",
        "remove site": f"/sites/{site.pk}/remove/",
        "remove purpose": f"/purposes/{use.pk}/remove/",
    }


def costs(client, account) -> dict[str, int]:
    """The number of queries of each page, once the first visit has filled what is remembered."""
    found = {}
    for name, url in pages_of(account).items():
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url)
        assert page.status_code == 200, url
        found[name] = len(asked)
    return found


def names(page) -> list[str]:
    return columns(page, "key")


def test_each_page_costs_the_same_for_one_three_and_four_hundred_sites(unit_a, clerk_client):
    found = [costs(clerk_client, large_account([unit_a], count, f"X{count}-")) for count in (1, 3, 400)]
    assert found[0] == found[1] == found[2]
    assert max(found[2].values()) <= MOST_QUERIES, found[2]


@pytest.mark.rule("R-010", "R-060")
def test_the_sites_are_paged_and_narrowed_by_unit_and_by_what_they_are_called(unit_a, unit_b, clerk_client):
    account = large_account([unit_a, unit_a, unit_a, unit_b], 80)
    url = f"/accounts/{account.pk}/"
    first = clerk_client.get(url)
    assert "60 " in first.text and len(names(first)) == 25
    assert len(names(clerk_client.get(f"{url}?page=3"))) == 10

    def found(text):
        return names(clerk_client.get(url, {"text": text, "per_page": "100"}))

    assert found("DEPOT 5") == [f"L{n:04} · Depot {n}" for n in (5, 50, 51, 53, 54, 55, 57, 58, 59)]
    assert found("l0007") == ["L0007 · Depot 7"]
    assert len(found("koln")) == 0 and len(found("KÖLN")) == len(found("jen")) == 20
    assert found("20078") == ["L0079 · Depot 79"]
    # Every fourth site, in Aachen, is another unit's.
    assert found("Aachen") == found("L0004") == []
    assert found("%") == found("_") == []


@pytest.mark.rule("R-232")
def test_another_account_shows_its_sites_under_the_filters_that_are_set(unit_a, unit_b, clerk_client):
    one, other = large_account([unit_a], 4, "A"), large_account([unit_a, unit_b], 8, "B")
    with work(actor=None, channel="system"):
        moved = writes.lock(Account.objects.filter(pk=other.pk))[0]
        moved.description = "Second"
        writes.save(moved)
    chosen = {"account": other.pk, "site-text": "Jena", "site-status": "all"}
    page = clerk_client.get(f"/customers/{other.party_id}/", chosen)
    assert [name for name in names(page) if "Depot" in name] == []
    chosen["site-text"] = "Hamburg"
    page = clerk_client.get(f"/customers/{other.party_id}/", chosen)
    assert [name for name in names(page) if "Depot" in name] == ["B0001 · Depot 1", "B0005 · Depot 5"]
    assert one.pk != other.pk


def test_removing_the_account_tells_the_numbers_and_restoring_brings_back_exactly_those(unit_a, clerk_client):
    account = large_account([unit_a], 400)
    before = SiteUse.objects.filter(account=account, purpose="LEGAL").order_by("-pk").first()
    with work(actor=None, channel="system"):
        writes.remove(before, version=before.version)
    url = f"/accounts/{account.pk}/remove/"
    page = clerk_client.get(url)
    assert [line.replace(",", "") for line in consequences(page)[:2]] == [
        "400 account sites become inactive.",
        "1199 business purposes become inactive.",
    ]
    assert clerk_client.post(url, filled(page), follow=True).status_code == 200
    rows = SiteUse.objects.filter(account=account)
    assert (rows.active().count(), AccountSite.objects.filter(account=account).active().count()) == (0, 0)
    url = f"/accounts/{account.pk}/restore/"
    page = clerk_client.get(url)
    assert clerk_client.post(url, filled(page), follow=True).status_code == 200
    assert AccountSite.objects.filter(account=account).active().count() == 400
    assert list(rows.inactive()) == [before]
