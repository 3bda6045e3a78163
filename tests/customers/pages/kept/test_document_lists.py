"""Lists of documents: their marks, filters, order and cost (R-264)."""

import pytest

from accounts.models import AccountDocument
from core import writes
from core.clock import today
from core.work import work
from tests.core.pages.markup import rows
from tests.customers.pages.kept.papers import DAY, kind_of, listed, site_of, titles
from tests.factories import (
    AccountDocumentFactory,
    PartyDocumentFactory,
    SiteDocumentFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-264")]


def test_the_end_of_a_document_is_marked(party, clerk_client):
    ends = {"a": None, "b": -1, "c": 0, "d": 1, "e": 12, "f": 31}
    for title, days in ends.items():
        until = None if days is None else today() + days * DAY
        PartyDocumentFactory(party=party, title=title, valid_until=until)
    cells = {
        row[0][1][0]: row[2][1]
        for row in rows(clerk_client.get(f"/customers/{party.pk}/notes/"))
        if len(row) > 5
    }
    marks = ["Expired", "Expires today", "Expires tomorrow", "Expires in 12 days"]
    found = {
        title: next((mark for mark in marks if cell.endswith(mark)), "") for title, cell in cells.items()
    }
    assert found == dict(zip("abcdef", ["", *marks, ""], strict=True))


def test_all_documents_are_found_by_what_is_known_of_them(party, account, unit_a, clerk, clerk_client):
    other = PartyDocumentFactory(
        title="Frame Contract Ümlaut", type=kind_of("CONTRACT"), valid_until=today() - DAY
    )
    with work(actor=clerk, channel="page"):
        writes.save(
            AccountDocument(
                account=account,
                title="Certificate 2026",
                type=kind_of("TAX_CERTIFICATE"),
                valid_until=today() + 10 * DAY,
                file=other.file,
            )
        )
    SiteDocumentFactory(site=site_of(account, unit_a), title="Map of the site", type=kind_of("OTHER"))
    gone = PartyDocumentFactory(party=party, title="Gone")
    with work(actor=None, channel="system"):
        writes.remove(gone, version=1)
    everything = ["Certificate 2026", "Frame Contract Ümlaut", "Map of the site"]
    assert listed(clerk_client, "") == everything
    assert listed(clerk_client, "title=frame+CON") == ["Frame Contract Ümlaut"]
    assert listed(clerk_client, "title=contract") == []
    assert listed(clerk_client, "title=%25") == []
    assert listed(clerk_client, f"type={kind_of('OTHER').pk}") == ["Map of the site"]
    assert listed(clerk_client, "customer=acme") == ["Certificate 2026", "Map of the site"]
    assert listed(clerk_client, "validity=valid") == ["Certificate 2026", "Map of the site"]
    assert listed(clerk_client, "validity=soon") == ["Certificate 2026"]
    assert listed(clerk_client, "validity=expired") == ["Frame Contract Ümlaut"]
    assert listed(clerk_client, "validity=open") == ["Map of the site"]
    assert listed(clerk_client, f"until_from={today()}&until_to={today() + 30 * DAY}") == ["Certificate 2026"]
    assert listed(clerk_client, f"by={clerk.last_name.upper()}") == ["Certificate 2026"]
    assert listed(clerk_client, f"by={clerk.last_name}+nobody") == []
    assert listed(clerk_client, "by=clerk") == ["Certificate 2026"]
    assert listed(clerk_client, "status=I") == ["Gone"]
    assert listed(clerk_client, "status=all") == sorted([*everything, "Gone"])
    assert listed(clerk_client, "type=999999&validity=nonsense&until_from=yesterday") == everything


def test_the_list_is_sorted_by_every_column_that_offers_it(party, account, clerk_client):
    PartyDocumentFactory(party=party, title="b")
    AccountDocumentFactory(account=account, title="a", valid_until=today())
    page = clerk_client.get("/documents/")
    offered = [
        name
        for name in ("title", "customer", "type_name", "valid_until", "size", "author")
        if f"sort={name}" in page.text
    ]
    assert offered == ["title", "customer", "type_name", "valid_until", "size", "author"]
    assert [title[0] for title in titles(clerk_client.get("/documents/?sort=title"))] == ["a", "b"]
    assert [title[0] for title in titles(clerk_client.get("/documents/?sort=-title"))] == ["b", "a"]
    for name in offered:
        assert len(titles(clerk_client.get(f"/documents/?sort={name}"))) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_document_and_three(
    party, account, unit_a, clerk_client, django_assert_num_queries, count
):
    for _number in range(count):
        PartyDocumentFactory(party=party)
        AccountDocumentFactory(account=account)
        SiteDocumentFactory(site=site_of(account, unit_a))
    clerk_client.get("/documents/")
    with django_assert_num_queries(LIST_QUERIES):
        clerk_client.get("/documents/")


LIST_QUERIES = 7
