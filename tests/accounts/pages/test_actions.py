"""Removing and restoring an account: consequences in numbers, refusals, what comes back."""

import datetime

import pytest

from accounts.models import Account
from core import writes
from core.work import work
from sites.models import AccountSite, SiteUse
from tests.core.pages.markup import consequences, filled, problems, told
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def account(unit_a, monkeypatch):
    """Account A1 with two sites and three purposes in unit A, opened a week before "today"."""
    monkeypatch.setattr("core.clock.now", lambda: MOMENT)
    new = new_customer(
        "Acme Harbour Ltd",
        new_site(unit_a, "BILL_TO", "SHIP_TO"),
        new_site(unit_a, "SHIP_TO"),
        number="A1",
        established_date=datetime.date(2026, 2, 25),
    )
    return made(new).accounts.get()


@pytest.fixture
def shared(account, unit_b):
    """The same account with two active sites of unit B."""
    with work(actor=None, channel="system"):
        for site in AccountSite.objects.filter(account=account):
            writes.save(AccountSite(account=account, party_site=site.party_site, unit=unit_b))
    return account


def statuses(account):
    account.refresh_from_db()
    return (
        account.status,
        list(AccountSite.objects.filter(account=account).order_by("pk").values_list("status", flat=True)),
        list(SiteUse.objects.filter(account=account).order_by("pk").values_list("status", flat=True)),
    )


def press(browser, url, **typed):
    return browser.post(url, {**filled(browser.get(url)), **typed}, follow=True)


@pytest.mark.rule("R-096", "R-030")
def test_remove_tells_the_numbers_and_does_it(account, clerk_client):
    url = f"/accounts/{account.pk}/remove/"
    assert consequences(clerk_client.get(url)) == [
        "2 account sites become inactive.",
        "3 business purposes become inactive.",
        "The account ends today, 4 Mar 2026, and no new transactions can be made for it.",
        "Nothing is deleted: Restore brings it back.",
    ]
    assert statuses(account) == ("A", ["A", "A"], ["A", "A", "A"])
    page = press(clerk_client, url, reason="Closed down")
    assert told(page) == ["Account A1 is inactive now. Restore brings it back with its sites."]
    assert statuses(account) == ("I", ["I", "I"], ["I", "I", "I"])
    assert account.termination_date == MOMENT.date()


@pytest.mark.rule("R-097", "R-030", "D-11")
def test_restore_brings_back_exactly_what_went_along(account, clerk_client):
    first = SiteUse.objects.filter(account=account, purpose="SHIP_TO").order_by("pk").first()
    press(clerk_client, f"/purposes/{first.pk}/remove/")
    press(clerk_client, f"/accounts/{account.pk}/remove/")
    url = f"/accounts/{account.pk}/restore/"
    assert consequences(clerk_client.get(url)) == [
        "2 account sites come back.",
        "2 business purposes come back.",
        "What had been removed before stays inactive.",
    ]
    page = press(clerk_client, url)
    assert told(page) == ["Account A1 is active again."]
    assert (account.refresh_from_db(), account.termination_date) == (None, None)
    assert list(SiteUse.objects.inactive()) == [first]


@pytest.mark.rule("D-15")
def test_remove_that_reaches_into_other_units_is_refused_with_the_number_only(shared, clerk_client):
    url = f"/accounts/{shared.pk}/remove/"
    said = "2 active sites in other operating units; ask a data steward."
    page = clerk_client.get(url)
    assert consequences(page) == [f"It will be refused: {said}"]
    answer = press(clerk_client, url)
    assert (problems(answer), answer.status_code) == ([said], 200)
    assert ("Unit B" in page.text + answer.text, statuses(shared)[0]) == (False, "A")


@pytest.mark.rule("D-15", "R-096")
def test_data_steward_removes_in_every_unit(shared, steward_client):
    url = f"/accounts/{shared.pk}/remove/"
    assert consequences(steward_client.get(url))[:3] == [
        "2 account sites become inactive.",
        "3 business purposes become inactive.",
        "2 active sites in other operating units become inactive as well.",
    ]
    press(steward_client, url)
    assert statuses(shared) == ("I", ["I"] * 4, ["I"] * 3)


@pytest.mark.rule("D-1", "R-060")
def test_numbers_of_the_restore_page_are_those_of_the_users_units(shared, steward_client, other_clerk_client):
    press(steward_client, f"/accounts/{shared.pk}/remove/")
    page = other_clerk_client.get(f"/accounts/{shared.pk}/restore/")
    assert consequences(page) == [
        "2 account sites come back.",
        "What had been removed before stays inactive.",
    ]


@pytest.mark.rule("R-030")
def test_account_of_the_future_cannot_be_removed(account, clerk_client):
    with work(actor=None, channel="system"):
        locked = writes.lock(Account.objects.filter(pk=account.pk))[0]
        locked.established_date = datetime.date(2026, 3, 5)
        writes.save(locked)
    page = press(clerk_client, f"/accounts/{account.pk}/remove/")
    assert problems(page) == [
        "The account is established on 5 Mar 2026: it cannot end before, on 4 Mar 2026."
    ]
    assert statuses(account)[0] == "A"


@pytest.mark.rule("R-098")
def test_account_of_an_inactive_customer_cannot_be_restored(account, clerk_client):
    press(clerk_client, f"/customers/{account.party_id}/remove/")
    page = press(clerk_client, f"/accounts/{account.pk}/restore/")
    assert problems(page) == ["Acme Harbour Ltd is inactive; restore the customer first."]
    assert statuses(account)[0] == "I"


@pytest.mark.rule("R-011")
def test_removing_twice_is_told(account, clerk_client):
    url = f"/accounts/{account.pk}/remove/"
    press(clerk_client, url)
    assert problems(press(clerk_client, url)) == ["A1 is inactive already."]


@pytest.mark.rule("R-228")
def test_account_changed_meanwhile_is_asked_about_again(account, clerk_client, steward_client):
    url = f"/accounts/{account.pk}/remove/"
    shown = filled(clerk_client.get(url))
    edit = f"/accounts/{account.pk}/edit/"
    steward_client.post(edit, {**filled(steward_client.get(edit)), "description": "New"})
    again = clerk_client.post(url, {**shown, "reason": "Closed down"})
    assert (again.status_code, told(again), statuses(account)[0]) == (
        409,
        ["A1 · New was changed by somebody else meanwhile. Look at the consequences once more."],
        "A",
    )
    assert filled(again)["reason"] == "Closed down"
    clerk_client.post(url, filled(again))
    assert statuses(account)[0] == "I"


def test_back_to_the_list_where_it_was_chosen(account, clerk_client):
    back = f"/customers/{account.party_id}/?status=all"
    answer = clerk_client.post(f"/accounts/{account.pk}/remove/", {"version": "1", "next": back})
    assert answer.headers["Location"] == back
