"""A page whose save meets other writers tries again, and says in words when that does not help (trust 4)."""

import pytest
from django.db import OperationalError

from accounts.models import Account
from core import retry
from core.models import ChangeRecord, FormToken
from parties.models import Party
from tests.core.pages import house
from tests.core.pages.markup import hidden
from tests.factories import AccountFactory, country

WORDS = "Registrar is busy: others are saving the same records."


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0)


@pytest.fixture
def account(db):
    return AccountFactory(number="100", description="Before")


@pytest.fixture
def meets(monkeypatch):
    """`meets(view, "save", 2)`: what the view does fails twice in its last step, after everything was written."""

    def arrange(view, name, times):
        left = [times]
        does = getattr(view, name)

        def fails(self, *args, **kwargs):
            answer = does(self, *args, **kwargs)
            if left[0]:
                left[0] -= 1
                raise OperationalError("database is locked")
            return answer

        monkeypatch.setattr(view, name, fails)

    return arrange


def edit(account, **values):
    return {
        "version": "1",
        "number": "100",
        "initial-number": "100",
        "description": "Before",
        "initial-description": "Before",
        "account_type": "R",
        "initial-account_type": "R",
        "role": "CUSTOMER",
        "initial-role": "CUSTOMER",
        **values,
    }


def create(client, **values):
    return {
        "form_token": hidden(client.get("/create/"), "form_token"),
        "party-name": "Acme Harbour Ltd",
        "party-registry_id": "4711",
        "address-country": str(country("DE").pk),
        "address-line1": "Kai 1",
        "address-city": "Hamburg",
        "address-postal_code": "20457",
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "BILL_TO",
        **values,
    }


def test_an_edit_succeeds_at_the_third_attempt_and_is_written_once(clerk_client, account, meets):
    meets(house.EditAccount, "save", 2)
    response = clerk_client.post(f"/accounts/{account.pk}/edit/", edit(account, description="After"))

    account.refresh_from_db()
    assert (response.status_code, account.description, account.version) == (302, "After", 2)
    assert ChangeRecord.objects.filter(action="update").count() == 1


def test_an_edit_that_is_given_up_says_so_and_loses_nothing(clerk_client, account, meets):
    meets(house.EditAccount, "save", 3)
    response = clerk_client.post(f"/accounts/{account.pk}/edit/", edit(account, description="After"))

    account.refresh_from_db()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert WORDS in response.text and 'value="After"' in response.text
    assert (hidden(response, "version"), account.description, account.version) == ("1", "Before", 1)


def test_an_action_is_tried_again_and_given_up_in_words(clerk_client, account, meets):
    meets(house.RemoveAccount, "perform", 3)
    data = {"version": "1", "reason": "Closed"}
    response = clerk_client.post(f"/accounts/{account.pk}/remove/", data)
    assert response.status_code == 503
    assert WORDS in response.text and 'value="Closed"' in response.text
    assert Account.objects.get().status == "A"

    assert clerk_client.post(f"/accounts/{account.pk}/remove/", data).status_code == 302
    assert Account.objects.get().status == "I"


@pytest.mark.parametrize(("times", "status", "made"), [(2, 302, 1), (3, 503, 0)])
def test_a_create_makes_one_record_or_none(clerk_client, meets, times, status, made):
    meets(house.CreateCustomer, "save", times)
    response = clerk_client.post("/create/", create(clerk_client))

    assert response.status_code == status
    assert (Party.objects.count(), FormToken.objects.count()) == (made, made)
    if not made:
        assert WORDS in response.text and 'value="Acme Harbour Ltd"' in response.text
