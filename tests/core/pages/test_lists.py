"""ListPage: scope, filters, sorting, paging, fragments, and counts that stop at a thousand."""

import pytest
from django.urls import reverse

from core import writes
from core.pages import paging
from core.work import work
from parties.models import Party
from tests.core.pages.markup import columns, rows
from tests.factories import AccountSiteFactory, PartyFactory, SiteUseFactory

LIST = "/customers/"
HTMX = {"HX-Request": "true", "HX-Target": "rows"}


def removed(party):
    with work(actor=None, channel="system"):
        return writes.remove(party, version=party.version)


def test_a_list_shows_the_active_rows_unless_the_filter_says_otherwise(clerk_client):
    PartyFactory(name="Alive Ltd")
    removed(PartyFactory(name="Gone Ltd"))

    assert columns(clerk_client.get(LIST), "key") == ["Alive Ltd"]
    assert columns(clerk_client.get(LIST + "?status=I"), "key") == ["Gone Ltd"]
    assert columns(clerk_client.get(LIST + "?status=all"), "key") == ["Alive Ltd", "Gone Ltd"]
    assert columns(clerk_client.get(LIST + "?status=all"), "status") == ["Active", "Inactive"]


def test_a_list_sorts_by_its_heads_and_ignores_what_it_does_not_know(clerk_client):
    PartyFactory(name="B", registry_id="1")
    PartyFactory(name="A", registry_id="2")

    assert columns(clerk_client.get(LIST + "?sort=registry_id"), "code") == ["1", "2"]
    assert columns(clerk_client.get(LIST + "?sort=-registry_id"), "code") == ["2", "1"]
    assert columns(clerk_client.get(LIST + "?sort=nonsense"), "code") == ["2", "1"]
    assert 'aria-sort="descending"' in clerk_client.get(LIST + "?sort=-registry_id").text


def test_paging_keeps_the_filters_and_forgives_wrong_numbers(clerk_client):
    for number in range(30):
        PartyFactory(name=f"Firm {number:02}")

    page = clerk_client.get(LIST + "?status=all&sort=name").text
    assert "1–25 of 30 records" in page
    assert "/customers/?status=all&amp;sort=name&amp;page=2" in page
    assert columns(clerk_client.get(LIST + "?page=2"), "key") == [
        f"Firm {number}" for number in range(25, 30)
    ]
    assert len(rows(clerk_client.get(LIST + "?page=99"))) == 5
    assert len(rows(clerk_client.get(LIST + "?page=x"))) == 25
    assert len(rows(clerk_client.get(LIST + "?per_page=50"))) == 30
    assert len(rows(clerk_client.get(LIST + "?per_page=1000000"))) == 25


def test_htmx_gets_the_region_and_everybody_else_the_page(clerk_client):
    PartyFactory()

    page, fragment = clerk_client.get(LIST), clerk_client.get(LIST, headers=HTMX)
    restored = clerk_client.get(LIST, headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" in page.text and "<html" in restored.text
    assert "<html" not in fragment.text and 'id="rows"' in fragment.text
    for response in (page, fragment):
        assert {"HX-Request", "HX-Target"} <= {name.strip() for name in response["Vary"].split(",")}


def test_counts_stop_at_a_thousand(monkeypatch, clerk_client, django_assert_max_num_queries):
    monkeypatch.setattr(paging, "LIMIT", 2)
    for number in range(4):
        PartyFactory(name=f"Firm {number}")

    assert "2+ records" in clerk_client.get(LIST).text
    paginator = paging.CappedPaginator(Party.objects.order_by("pk"), 1)
    with django_assert_max_num_queries(1) as captured:
        assert (paginator.count, paginator.capped, paginator.num_pages) == (2, True, 2)
    assert "LIMIT 3" in captured.captured_queries[0]["sql"]


def test_rows_can_say_how_many_there_are(monkeypatch, db, django_assert_num_queries):
    monkeypatch.setattr(paging, "LIMIT", 2)
    for number in range(4):
        PartyFactory(name=f"Firm {number}")

    paginator = paging.CappedPaginator(paging.with_count(Party.objects.order_by("name_key")), 1)
    with django_assert_num_queries(1):
        page = paginator.get_page(1)
        assert [party.name for party in page] == ["Firm 0"]
        assert (paginator.count, paginator.capped, page.has_next()) == (2, True, True)


@pytest.mark.parametrize(("count", "text"), [(0, "0 records"), (1, "1 record"), (2, "2 records")])
def test_counts_below_are_exact(db, count, text):
    for _number in range(count):
        PartyFactory()

    assert paging.CappedPaginator(Party.objects.all(), 25).count_text == text


def test_an_empty_list_says_what_to_do_next(clerk_client):
    assert "Create the first one with Create Customer." in clerk_client.get(LIST).text
    assert "No record fits these filters." in clerk_client.get(LIST + "?status=I").text


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_row_and_three(clerk_client, count, django_assert_num_queries):
    for _number in range(count):
        PartyFactory()
    clerk_client.get(LIST)

    with django_assert_num_queries(6):
        assert len(rows(clerk_client.get(LIST))) == count


def test_only_permitted_actions_are_shown(clerk_client, viewer_client):
    assert "Create Customer</a>" in clerk_client.get(LIST).text
    assert "Create Customer</a>" not in viewer_client.get(LIST).text
    assert "Import</a>" not in clerk_client.get(LIST).text


def test_a_page_that_declares_no_permission_is_closed(administrator_client):
    assert administrator_client.get("/undeclared/").status_code == 403


@pytest.mark.rule("R-060")
def test_rows_of_other_units_are_neither_shown_nor_counted(clerk_client, unit_a, unit_b):
    SiteUseFactory(site=AccountSiteFactory(unit=unit_a), location="MINE")
    SiteUseFactory(site=AccountSiteFactory(unit=unit_b), location="THEIRS")

    response = clerk_client.get(reverse("uses"))

    assert columns(response, "code") == ["MINE"]
    assert "1 record" in response.text
