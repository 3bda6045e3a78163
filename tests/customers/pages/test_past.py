"""Overviews as of a date: what they show, what they offer, and for whom."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import clock, roles, writes
from core.work import work
from parties.models import Party
from sites.models import AccountSite, SiteUse
from tests.core.pages.markup import actions, columns, facts, rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartySourceReferenceFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
# Two for each kind of record on the page; reference data counts as well.
MOST_QUERIES = 65
FIRST = datetime.datetime(2026, 1, 10, 12, tzinfo=datetime.UTC)


@pytest.fixture
def on(monkeypatch):
    """Sets the clock to noon of a day of 2026."""

    def set_to(month, day):
        monkeypatch.setattr(clock, "now", lambda: FIRST.replace(month=month, day=day))

    return set_to


def changed(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(type(record).objects.get(pk=record.pk), version=record.version)


@pytest.fixture
def customer(on, unit_a, unit_b):
    """Made in January; renamed, moved and taken apart in March and April."""
    on(1, 10)
    party = made(
        new_customer(
            "Acme Harbour Ltd",
            new_site(unit_a, "BILL_TO", "SHIP_TO"),
            new_site(unit_b, "BILL_TO", line1="Secret Street 9"),
            number="A1",
            description="Main account",
        )
    )
    PartySourceReferenceFactory(party=party, value="C-17")
    account = party.accounts.get()
    site = AccountSite.objects.get(account=account, unit=unit_a)
    on(3, 15)
    changed(Party.objects.get(pk=party.pk), name="Harbour Works Ltd", alias="Works")
    changed(account, description="Second account", established_date=datetime.date(2020, 2, 1))
    changed(site.party_site.location, line1="Werft 7")
    changed(site.party_site, name="The yard")
    on(4, 15)
    removed(SiteUse.objects.get(site=site, purpose="BILL_TO"))
    made(new_customer("Somebody else", new_site(unit_a), number="B1"))
    on(6, 1)
    return party


def texts(response):
    return [[text for _kind, text in row] for row in rows(response)]


def heading(response):
    return re.search("<h1>(.*?)</h1>", response.text).group(1)


def banner(response):
    found = re.search('<div class="as-of.*?</div>', response.text, re.DOTALL)
    return " ".join(re.sub("<.*?>|\\s+", " ", found.group()).split()) if found else ""


def test_a_customer_is_shown_as_it_was(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of=2026-03-01")
    assert heading(response) == "Acme Harbour Ltd"
    assert banner(response) == "As it was on 1 Mar 2026 · back to today · compare with today"
    assert actions(response) == []
    shown = facts(response)
    assert shown["Identifying Address"] == "Am Kai 1, 20457 Hamburg, Germany"
    assert ("Alias" in shown, shown["Transaction-ready"], shown["Reference"]) == (
        False,
        "Yes",
        "Customer Interface: C-17",
    )
    account, site = texts(response)
    assert account[1:] == ["A1", "Main account", "External", "DEFAULT", "–", "Active"]
    assert site[1:] == [
        "Am Kai 1, 20457 Hamburg, Germany",
        "Unit A",
        "Bill To primary Ship To primary",
        "Active",
    ]


def test_the_day_of_a_change_shows_what_it_left(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of=2026-03-15")
    assert heading(response) == "Harbour Works Ltd"
    assert texts(response)[1][0].endswith("The yard")
    assert facts(response)["Transaction-ready"] == "Yes"
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of=2026-04-15")
    assert facts(response)["Transaction-ready"] == "No active Bill To"


def test_account_and_site_as_they_were(customer, clerk_client, unit_a):
    account = customer.accounts.get()
    response = clerk_client.get(f"/accounts/{account.pk}/?as_of=2026-03-01")
    shown = facts(response)
    assert (shown["Account Description"], shown["Established"], shown["Transaction-ready"]) == (
        "Main account",
        "10 Jan 2026",
        "Yes",
    )
    assert shown["Customer"] == "Acme Harbour Ltd"
    assert f'href="/customers/{customer.pk}/?as_of=2026-03-01"' in response.text
    later = facts(clerk_client.get(f"/accounts/{account.pk}/?as_of=2026-05-01"))
    assert later["Why Not"] == "There is no active Bill To in your operating units."

    site = AccountSite.objects.get(account=account, unit=unit_a)
    response = clerk_client.get(f"/sites/{site.pk}/?as_of=2026-03-01")
    assert facts(response)["Address"] == "Am Kai 1, 20457 Hamburg, Germany"
    assert [row[0] for row in texts(response)] == ["Bill To", "Ship To"]
    assert "Add Another Row" not in response.text
    response = clerk_client.get(f"/sites/{site.pk}/?as_of=2026-05-01")
    assert [row[0] for row in texts(response)] == ["Ship To"]
    response = clerk_client.get(f"/sites/{site.pk}/?as_of=2026-05-01&status=I")
    assert [row[0] for row in texts(response)] == ["Bill To"]


def test_links_stay_on_the_day(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of=2026-03-01")
    account = customer.accounts.get().pk
    for link in (
        f"/customers/{customer.pk}/history/?as_of=2026-03-01",
        f"/accounts/{account}/?as_of=2026-03-01",
        f"/customers/{customer.pk}/?as_of=2026-03-01",
    ):
        assert f'href="{link}"' in response.text
    assert '<input type="hidden" name="as_of" value="2026-03-01">' in response.text
    assert f'<a href="/customers/{customer.pk}/">back to today</a>' in response.text


def test_the_history_of_a_day_ends_there(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/history/?as_of=2026-03-01")
    assert {row[0] for row in texts(response)} == {"10 Jan 2026, 12:00"}


@pytest.mark.rule("R-060")
def test_other_units_stay_out_of_sight_in_the_past_too(customer, clerk_client, unit_b):
    theirs = AccountSite.objects.get(unit=unit_b)
    response = clerk_client.get(f"/accounts/{customer.accounts.get().pk}/?as_of=2026-03-01")
    assert "Secret Street" not in response.text
    assert clerk_client.get(f"/sites/{theirs.pk}/?as_of=2026-03-01").status_code == 404


def test_before_it_was_made_there_was_nothing(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of=2026-01-09")
    assert banner(response).startswith(
        "There was nothing on 9 Jan 2026: this was first recorded on 10 Jan 2026, 12:00. · back to today"
    )
    assert (texts(response), facts(response), actions(response)) == ([], {}, [])


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "31.03.2026", "0001-01-01", "2026-03-01T10:00"])
def test_a_date_that_is_none_is_told(customer, clerk_client, text):
    response = clerk_client.get(f"/customers/{customer.pk}/", {"as_of": text})
    assert "is no date. This is the page of today." in banner(response)
    assert heading(response) == "Harbour Works Ltd"
    assert "Edit" in actions(response)


def test_the_future_is_told_and_today_is_today(customer, clerk_client):
    today = timezone.localdate()
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of={today.year + 1}-01-01")
    assert banner(response) == f"1 Jan {today.year + 1} is still to come. This is the page of today."
    response = clerk_client.get(f"/customers/{customer.pk}/?as_of={today}")
    assert (banner(response), "Edit" in actions(response)) == ("", True)


def test_who_may_not_read_the_history_does_not_look_back(customer, unit_a):
    client = signed_in(UserFactory(roles=[roles.SALES], units=[unit_a]))
    url = f"/customers/{customer.pk}/"
    assert "look-back" not in client.get(url).text
    assert client.get(f"{url}?as_of=2026-03-01").status_code == 403


def test_the_form_works_without_javascript(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/")
    assert f'<form class="look-back" method="get" action="/customers/{customer.pk}/">' in response.text
    assert '<input id="as-of" type="date" name="as_of" value="" required>' in response.text


def test_columns_of_status_are_of_then(customer, clerk_client, on):
    account = customer.accounts.get()
    on(7, 1)
    removed(account)
    on(8, 1)
    url = f"/customers/{customer.pk}/?as_of="
    assert columns(clerk_client.get(url + "2026-06-30"), "status") == ["Active", "Active"]
    assert columns(clerk_client.get(url + "2026-07-01&status=I"), "status")[:1] == ["Inactive"]


@pytest.mark.parametrize("page", ["customers", "accounts", "sites"])
def test_the_past_costs_the_same_for_one_row_and_three(on, clerk_client, unit_a, page):
    costs = []
    for count in (1, 3):
        on(1, 10)
        purposes = ["BILL_TO", "LEGAL", "MARKET"][:count]
        sites = [new_site(unit_a, *purposes, line1=f"Kai {number}") for number in range(count)]
        party = made(new_customer(f"Acme {count}", *sites))
        account = party.accounts.get()
        pk = {"customers": party.pk, "accounts": account.pk, "sites": account.sites.first().pk}[page]
        on(3, 1)
        for use in SiteUse.objects.filter(account=account):
            changed(use, location=f"{use.location}X")
        url = f"/{page}/{pk}/?as_of=2026-02-01"
        clerk_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            clerk_client.get(url)
        costs.append(len(captured))
    assert costs[0] == costs[1] < MOST_QUERIES


def test_a_list_of_the_past_is_exported_as_it_was(customer, clerk_client):
    url = f"/customers/{customer.pk}/?as_of=2026-03-01&export=csv&region=accounts"
    answer = clerk_client.get(url)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Main account" in text and "Second account" not in text
