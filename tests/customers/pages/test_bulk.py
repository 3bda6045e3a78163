"""Bulk edit from the list to the result: what is marked, what the preview says, what becomes of it, and for whom."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account
from accounts.pages.tables import AccountTable
from core import writes
from core.models import ChangeRecord, FormToken, JobRun
from core.pages.bulk import previewed as previewing
from core.pages.bulk import view
from core.pages.bulk.column import boxes_for
from core.work import work
from parties.models import Party
from reference.models import LookupValue
from sites.models import AccountSite
from tests.core.pages.markup import choices, consequences, facts, filled, problems
from tests.factories import AccountFactory, AccountSiteFactory, LanguageFactory, PartyFactory

pytestmark = pytest.mark.django_db

SEARCH = "/customers/?type=ORGANIZATION&name=party"
CUSTOMERS, ACCOUNTS, SITES = "/customers/bulk/", "/accounts/bulk/", "/sites/bulk/"


def marked(*records, back=""):
    return "?" + "&".join([f"pick={record.pk}" for record in records] + [f"from={back}"])


def previewed(client, address, **wishes):
    return client.post(address, {"reason": "spring cleaning", **wishes, "step": "preview"})


def run(client, address, preview):
    return client.post(address, {**filled(preview), "step": "run"})


def counts(response):
    return facts(response)


@pytest.fixture
def parties(db):
    return [PartyFactory(name=f"Party {n}", category="PARTNER" if n == 1 else "") for n in range(4)]


def test_a_list_has_boxes_for_who_may_change_its_records(clerk_client, viewer_client, parties):
    page = clerk_client.get(SEARCH).text
    boxes = re.findall(
        r'<input type="checkbox" name="pick" value="(\d+)" form="bulk"[^>]*aria-label="([^"]+)"', page
    )
    assert boxes == [(str(party.pk), f"Mark {party.name}") for party in parties]
    assert 'action="/customers/bulk/"' in page
    assert "Mark all rows of this page" in page
    seen = viewer_client.get(SEARCH).text
    assert "data-select" not in seen
    assert "/customers/bulk/" not in seen


def test_all_that_match_are_offered_where_the_list_has_more_than_one_page(clerk_client):
    for n in range(26):
        PartyFactory(name=f"Party {n}")
    assert "Change all: 26 records…" in clerk_client.get(SEARCH).text
    assert "Change all:" not in clerk_client.get(SEARCH + "&per_page=50").text


def test_the_past_has_no_boxes(clerk):
    table = AccountTable([])
    assert boxes_for(table, clerk) is not None
    table.past = object()
    assert boxes_for(table, clerk) is None
    assert "pick" not in [column.name for column in table.columns]


def test_boxes_cost_no_query(clerk_client):
    def cost(number):
        for _n in range(number):
            PartyFactory(name="Party")
        with CaptureQueriesContext(connection) as queries:
            clerk_client.get(SEARCH)
        return len(queries)

    cost(1)
    assert cost(0) == cost(3)


def test_the_page_asks_what_to_change_and_offers_what_can_be_newly_chosen(clerk_client, parties):
    with work(actor=None, channel="system"):
        [reseller] = writes.lock(LookupValue.objects.filter(type__code="CUSTOMER_CATEGORY", code="RESELLER"))
        writes.remove(reseller, version=reseller.version)
    page = clerk_client.get(CUSTOMERS + marked(*parties[:2]))
    assert "2 records are marked." in page.text
    assert choices(page, "category") == [
        "Leave as it is",
        "Clear",
        "Customer",
        "Prospect",
        "Partner",
        "Public sector",
    ]


def test_a_change_is_previewed_and_then_made(clerk_client, clerk, parties):
    address = CUSTOMERS + marked(*parties[:3], back=SEARCH.replace("&", "%26"))
    preview = previewed(clerk_client, address, category="=PARTNER")
    assert consequences(preview) == ["Customer Category becomes “Partner”."]
    assert counts(preview) == {
        "Will Change": "2",
        "Have the Values Already": "1",
        "Refused, Stay as They Are": "0",
    }
    assert "Change 2 records" in preview.text
    for party in (parties[0], parties[2]):
        assert f'<a href="{party.get_absolute_url()}">{party.name}</a>' in preview.text
    assert f'<a href="{parties[1].get_absolute_url()}">' not in preview.text
    assert not Party.objects.filter(category="PARTNER").exclude(pk=parties[1].pk).exists()

    answer = run(clerk_client, address, preview)
    result = JobRun.objects.get()
    assert answer.url == result.get_absolute_url()
    assert (result.state, result.counts["changed"], result.counts["same"]) == ("done", 2, 1)
    assert list(Party.objects.filter(category="PARTNER").order_by("pk")) == parties[:3]
    lines = ChangeRecord.objects.filter(run_id=result.pk)
    assert {(line.actor, line.reason, line.action) for line in lines} == {
        (clerk, "spring cleaning", "update")
    }
    page = clerk_client.get(answer.url)
    assert "Back to the list" in page.text
    assert SEARCH.replace("&", "&amp;") in page.text


def test_sending_it_twice_changes_once_and_other_content_with_the_same_token_is_refused(
    clerk_client, parties
):
    address = CUSTOMERS + marked(*parties)
    preview = previewed(clerk_client, address, category="=PARTNER")
    first, second = run(clerk_client, address, preview), run(clerk_client, address, preview)
    assert first.url == second.url
    assert (JobRun.objects.count(), FormToken.objects.count()) == (1, 1)
    other = run(clerk_client, CUSTOMERS + marked(parties[0]), preview)
    assert problems(other) == [
        "This form was sent already, with other content. Open it again to enter something new."
    ]
    assert JobRun.objects.count() == 1


def test_many_are_changed_in_the_background(clerk_client, parties, monkeypatch):
    monkeypatch.setattr(previewing, "AT_ONCE", 2)
    address = CUSTOMERS + marked(*parties)
    run(clerk_client, address, previewed(clerk_client, address, category="clear"))
    assert [job.state for job in JobRun.objects.all()] == ["waiting"]
    assert Party.objects.filter(category="PARTNER").count() == 1


def test_all_that_match_the_search_are_changed(clerk_client, parties):
    PartyFactory(name="Elsewhere")
    address = f"{CUSTOMERS}?all=1&region=customers&from={SEARCH.replace('&', '%26')}"
    preview = previewed(clerk_client, address, category="=PROSPECT")
    assert counts(preview)["Will Change"] == "4"
    run(clerk_client, address, preview)
    assert set(Party.objects.filter(category="PROSPECT")) == set(parties)


def test_more_than_can_be_changed_together_is_said(clerk_client, parties, monkeypatch):
    monkeypatch.setattr(view, "MOST", 3)
    page = clerk_client.get(CUSTOMERS + marked(*parties))
    assert "More than 3 records are in the list. Narrow it and change them in parts." in page.text
    assert previewed(clerk_client, CUSTOMERS + marked(*parties), category="clear").context["problem"]


@pytest.mark.parametrize(
    "query", ["", "?pick=x&pick=-1&pick=" + "9" * 30, "?pick=123456", "?all=1&from=//evil.test/"]
)
def test_nothing_marked_is_said(clerk_client, parties, query):
    page = clerk_client.get(CUSTOMERS + query)
    assert "Nothing is marked." in page.text
    assert 'href="//evil' not in page.text
    assert previewed(clerk_client, CUSTOMERS + query, category="clear").status_code == 200


def test_a_list_that_is_not_there_is_said(clerk_client):
    page = clerk_client.get(f"{CUSTOMERS}?all=1&region=customers&from=/nowhere/")
    assert "The list is not there any more" in page.text


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({}, ["Choose at least one field to change."]),
        ({"category": "=PARTNER", "reason": ""}, ["Reason: This field is required."]),
        (
            {"category": "=GONE"},
            ["Customer Category: Select a valid choice. =GONE is not one of the available choices."],
        ),
        ({"category": "clear", "name": "Hacked"}, []),
    ],
)
def test_only_what_is_offered_can_be_asked_for(clerk_client, parties, wishes, said):
    assert problems(previewed(clerk_client, CUSTOMERS + marked(*parties), **wishes)) == said
    assert not Party.objects.filter(name="Hacked").exists()


def test_another_units_sites_are_as_if_they_had_not_been_sent(clerk_client, unit_a, unit_b):
    own, other = AccountSiteFactory(unit=unit_a), AccountSiteFactory(unit=unit_b)
    address = SITES + marked(own, other)
    assert "1 record is marked." in clerk_client.get(address).text
    preview = previewed(clerk_client, address, category="=OFFICE")
    assert str(other) not in preview.text
    run(clerk_client, address, preview)
    assert [site.category for site in AccountSite.objects.order_by("pk")] == ["OFFICE", ""]


def test_refusals_are_counted_by_reason_and_named_and_the_preview_is_what_happens(clerk_client, unit_a):
    language = LanguageFactory()
    kept = AccountSiteFactory(unit=unit_a, language=language, translation="Hafenwerke")
    freed = AccountSiteFactory(unit=unit_a, language=language)
    address = SITES + marked(kept, freed)
    preview = previewed(clerk_client, address, language="clear")
    assert counts(preview) == {
        "Will Change": "1",
        "Have the Values Already": "0",
        "Refused, Stay as They Are": "1",
    }
    assert "1: Language: A translation needs its language." in preview.text
    refused = preview.text.partition("<h2>Refused</h2>")[2]
    assert f'<a href="{kept.get_absolute_url()}">{kept}</a>' in refused
    assert f'href="{freed.get_absolute_url()}"' not in refused
    page = clerk_client.get(run(clerk_client, address, preview).url)
    result = JobRun.objects.get()
    assert (result.counts["changed"], result.counts["refused"]) == (1, 1)
    assert [(line["pk"], line["text"]) for line in result.problems] == [
        (kept.pk, "Language: A translation needs its language.")
    ]
    assert f'href="{kept.get_absolute_url()}"' in page.text


@pytest.mark.rule("D-19")
def test_what_was_changed_between_preview_and_run_is_left(clerk_client, other_clerk):
    accounts = [AccountFactory() for _n in range(2)]
    address = ACCOUNTS + marked(*accounts)
    preview = previewed(clerk_client, address, classification="=RETAIL", sales_channel="=WEB")
    with work(actor=other_clerk, channel="page"):
        [first] = writes.lock(Account.objects.filter(pk=accounts[0].pk))
        first.sales_channel = "FIELD"
        writes.save(first)
    run(clerk_client, address, preview)
    values = Account.objects.order_by("pk").values_list("classification", "sales_channel")
    assert list(values) == [("", "FIELD"), ("RETAIL", "WEB")]
    assert JobRun.objects.get().counts["meanwhile"] == 1


def test_back_keeps_what_was_chosen(clerk_client, parties):
    address = CUSTOMERS + marked(*parties)
    preview = previewed(clerk_client, address, category="=PARTNER")
    again = clerk_client.post(address, {**filled(preview), "step": "choose"})
    assert filled(again)["category"] == "=PARTNER"
    assert filled(again)["reason"] == "spring cleaning"


@pytest.mark.parametrize("address", [CUSTOMERS, ACCOUNTS, SITES])
def test_who_may_not_change_such_records_may_not_change_many(viewer_client, auditor_client, address):
    for client in (viewer_client, auditor_client):
        assert client.get(address).status_code == 403
        assert client.post(address, {"step": "run"}).status_code == 403


def test_a_get_changes_nothing_and_a_preview_writes_no_record(clerk_client, parties):
    before = (list(Party.objects.values()), ChangeRecord.objects.count(), JobRun.objects.count())
    clerk_client.get(CUSTOMERS + marked(*parties) + "&step=run&category=clear&reason=x")
    previewed(clerk_client, CUSTOMERS + marked(*parties), category="clear")
    assert before == (list(Party.objects.values()), ChangeRecord.objects.count(), JobRun.objects.count())


def test_a_preview_of_thirty_costs_as_many_queries_as_of_three(clerk_client, unit_a):
    sites = [AccountSiteFactory(unit=unit_a) for _n in range(33)]

    def cost(rows):
        address = SITES + marked(*rows)
        clerk_client.get(reverse("sites:bulk"))
        with CaptureQueriesContext(connection) as queries:
            assert counts(previewed(clerk_client, address, category="=OFFICE"))["Will Change"] == str(
                len(rows)
            )
        return len(queries)

    assert cost(sites[:3]) == cost(sites[3:])
