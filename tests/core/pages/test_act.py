"""RecordActionView: nothing happens before the consequences were shown and confirmed."""

import pytest

from accounts.models import Account
from core import writes
from core.models import ChangeRecord
from core.pages.act import counted
from core.work import work
from tests.core.pages.markup import hidden
from tests.factories import AccountFactory


@pytest.fixture
def account(db):
    return AccountFactory(number="100")


def address(account):
    return f"/accounts/{account.pk}/remove/"


def status(account):
    return Account.objects.get(pk=account.pk).status


def test_get_shows_the_consequences_and_changes_nothing(clerk_client, account):
    response = clerk_client.get(address(account))

    assert "Remove account 100?" in response.text
    assert "3 business purposes become inactive." in response.text
    assert (hidden(response, "version"), status(account)) == ("1", "A")


@pytest.mark.rule("R-228")
def test_post_acts_with_the_reason_and_goes_back(clerk_client, account):
    response = clerk_client.post(
        address(account), {"version": "1", "reason": "Closed", "next": "/customers/?status=all"}, follow=True
    )

    assert response.redirect_chain == [("/customers/?status=all", 302)]
    assert "Account 100 was removed." in response.text
    assert (status(account), ChangeRecord.objects.get(action="remove").reason) == ("I", "Closed")


def test_next_never_leads_to_another_host(clerk_client, account):
    response = clerk_client.post(address(account), {"version": "1", "next": "https://evil.example/"})

    assert response["Location"] == account.get_absolute_url()


@pytest.mark.rule("D-19")
def test_a_record_that_changed_meanwhile_is_asked_about_again(clerk_client, account):
    with work(actor=None, channel="system"):
        account.description = "Changed"
        writes.save(account, version=1)

    response = clerk_client.post(address(account), {"version": "1", "reason": "Closed"})

    assert (response.status_code, status(account)) == (409, "A")
    assert "Changed since you opened this" in response.text
    assert (
        "Account Description:</span> <del>–</del>" in response.text and "<ins>Changed</ins>" in response.text
    )
    assert 'name="version" value="2"' in response.text and 'value="Closed"' in response.text
    assert clerk_client.post(address(account), {"version": "2"}).status_code == 302
    assert status(account) == "I"


def test_what_the_domain_refuses_is_said_on_the_page(clerk_client):
    account = AccountFactory(number="REFUSED")

    response = clerk_client.post(address(account), {"version": "1", "reason": "Closed"})

    assert "An account with open items cannot be removed." in response.text
    assert (status(account), 'value="Closed"' in response.text) == ("A", True)


@pytest.mark.parametrize("version", ["", "x", "0", "-1"])
def test_without_a_version_nothing_happens(clerk_client, account, version):
    assert clerk_client.post(address(account), {"version": version}).status_code == 200
    assert status(account) == "A"


def test_a_viewer_may_neither_ask_nor_act(viewer_client, account):
    assert viewer_client.get(address(account)).status_code == 403
    assert viewer_client.post(address(account), {"version": "1"}).status_code == 403
    assert status(account) == "A"


def test_what_there_is_none_of_is_not_told():
    assert counted((2, "%(count)d sites go."), (0, "%(count)d accounts go.")) == ["2 sites go."]
