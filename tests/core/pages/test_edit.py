"""EditView: a save from the version that was opened, and what happens when somebody else was faster (D-19)."""

import pytest

from accounts.models import Account
from core import writes
from core.models import ChangeRecord
from core.work import work
from tests.core.pages.markup import values
from tests.factories import AccountFactory


@pytest.fixture
def account(db):
    return AccountFactory(number="100", description="As opened")


def address(account):
    return f"/accounts/{account.pk}/edit/"


def sent(client, account, **typed):
    """What a browser sends: the form as it was opened with some fields typed anew."""
    return {**values(client.get(address(account))), "account_type": "R", "role": "CUSTOMER", **typed}


def meanwhile(user, account, **changes):
    """Somebody else saves."""
    theirs = Account.objects.get(pk=account.pk)
    for name, value in changes.items():
        setattr(theirs, name, value)
    with work(actor=user, channel="page"):
        writes.save(theirs, version=theirs.version)


@pytest.mark.rule("R-228")
def test_a_save_changes_the_record_with_its_reason(clerk_client, clerk, account):
    response = clerk_client.post(
        address(account), sent(clerk_client, account, description="New", reason="By phone"), follow=True
    )

    saved = Account.objects.get(pk=account.pk)
    assert (saved.description, saved.version) == ("New", 2)
    assert "100 · New was saved." in response.text
    change = ChangeRecord.objects.get(action="update")
    assert (change.actor, change.reason, change.changes) == (
        clerk,
        "By phone",
        {"description": ["As opened", "New"]},
    )


@pytest.mark.rule("R-229")
def test_a_save_that_changes_nothing_says_so(clerk_client, account):
    response = clerk_client.post(address(account), sent(clerk_client, account), follow=True)

    assert "Nothing was changed in 100 · As opened." in response.text
    assert Account.objects.get(pk=account.pk).version == 1


@pytest.mark.rule("D-19")
def test_changes_to_different_fields_are_put_together_and_the_user_is_told(clerk_client, steward, account):
    form = sent(clerk_client, account, description="Mine")
    meanwhile(steward, account, number="200")

    response = clerk_client.post(address(account), form, follow=True)

    saved = Account.objects.get(pk=account.pk)
    assert (saved.number, saved.description, saved.version) == ("200", "Mine", 3)
    assert 'class="message info"' in response.text


@pytest.mark.rule("D-19")
def test_a_conflict_shows_both_and_the_value_when_it_was_opened(clerk_client, steward, account):
    form = sent(clerk_client, account, description="Mine", reason="Because")
    meanwhile(steward, account, description="Theirs")

    response = clerk_client.post(address(account), form)

    assert response.status_code == 409
    for part in ("As opened", "Theirs", "Mine", steward.get_full_name(), "Account Description"):
        assert part in response.text
    assert Account.objects.get(pk=account.pk).description == "Theirs"
    assert values(response)["reason"] == "Because"
    assert "Account Number" not in response.text


@pytest.mark.rule("D-19")
@pytest.mark.parametrize(("choice", "description"), [("Mine", "Mine"), ("Theirs", "Theirs")])
def test_the_choice_is_saved_with_what_only_one_of_the_two_had_changed(
    clerk_client, steward, account, choice, description
):
    form = sent(clerk_client, account, description="Mine", established_date="2020-02-02", number="101")
    meanwhile(steward, account, description="Theirs", role="BOTH", externally_maintained=True)

    answer = values(clerk_client.post(address(account), form))
    assert answer["description"] == "Mine"
    response = clerk_client.post(address(account), {**answer, "description": choice})

    assert response.status_code == 302
    saved = Account.objects.get(pk=account.pk)
    assert saved.description == description
    assert (saved.number, str(saved.established_date)) == ("101", "2020-02-02")
    assert (saved.role, saved.externally_maintained) == ("BOTH", True)


@pytest.mark.rule("D-19")
def test_an_emptied_field_stays_empty_through_a_conflict(clerk_client, steward, account):
    form = sent(clerk_client, account, description="")
    meanwhile(steward, account, description="Theirs")

    answer = values(clerk_client.post(address(account), form))
    clerk_client.post(address(account), answer)

    assert Account.objects.get(pk=account.pk).description == ""


@pytest.mark.rule("D-19")
def test_a_third_person_in_between_is_another_conflict(clerk_client, steward, account):
    form = sent(clerk_client, account, description="Mine")
    meanwhile(steward, account, description="Theirs")
    answer = values(clerk_client.post(address(account), form))
    meanwhile(steward, account, description="Theirs again")

    response = clerk_client.post(address(account), answer)

    assert response.status_code == 409
    assert "Theirs again" in response.text


def test_a_form_without_its_version_is_not_saved(clerk_client, account):
    form = sent(clerk_client, account, description="Mine")
    del form["version"]

    assert "must be put right" in clerk_client.post(address(account), form).text
    assert Account.objects.get(pk=account.pk).description == "As opened"


def test_what_the_domain_refuses_stands_beside_its_field(clerk_client, account):
    AccountFactory(number="TAKEN")

    page = clerk_client.post(address(account), sent(clerk_client, account, number="taken")).text

    assert '<a href="#id_number">Account Number</a>' in page
    assert 'value="taken"' in page and "<h1>Edit 100 · As opened</h1>" in page


def test_a_viewer_may_not_edit(viewer_client, account):
    assert viewer_client.get(address(account)).status_code == 403
    assert viewer_client.post(address(account), {}).status_code == 403
