"""Editing the header of an account: what may be changed, conflicts, numbers."""

import pytest

from accounts.models import Account, FormerAccountNumber
from core import writes
from core.models import ChangeRecord
from core.work import work
from reference.models import SystemOptions
from tests.core.pages.markup import facts, filled, problems, rows, told
from tests.customers.builders import made, new_customer, new_site
from tests.factories import SourceSystemFactory, UserPreferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(unit_a):
    party = made(
        new_customer("Acme Harbour Ltd", new_site(unit_a), number="A1", description="Main", role="VENDOR")
    )
    return party.accounts.get()


@pytest.fixture
def entered_numbers(clerk, unit_a):
    """Account numbers are entered by the clerk, not generated."""
    UserPreferenceFactory(user=clerk, default_unit=unit_a)
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.automatic_customer_numbering = False
        writes.save(options)


def stored(account):
    return Account.objects.get(pk=account.pk)


def test_save_changes_what_was_typed_and_says_so(account, clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    data = filled(clerk_client.get(url))
    assert {name: data[name] for name in ("description", "account_type", "role", "classification")} == {
        "description": "Main",
        "account_type": "R",
        "role": "VENDOR",
        "classification": "",
    }
    typed = {
        "description": "Harbour",
        "account_type": "I",
        "established_date": "2020-05-01",
        "reason": "Asked",
    }
    page = clerk_client.post(url, {**data, **typed}, follow=True)
    assert page.redirect_chain == [(f"/accounts/{account.pk}/", 302)]
    assert told(page) == ["A1 · Harbour was saved."]
    shown = facts(page)
    assert (shown["Account Type"], shown["Established"]) == ("Internal", "1 May 2020")
    latest = [text for _kind, text in rows(clerk_client.get(f"/accounts/{account.pk}/history/"))[0]]
    assert latest[3].startswith(
        "Account Description: Main →became HarbourAccount Type: External →became Internal"
    )
    assert latest[4:] == ["Asked", "2"]


@pytest.mark.rule("R-229")
def test_save_without_a_change_writes_nothing(account, clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    page = clerk_client.post(url, filled(clerk_client.get(url)), follow=True)
    assert told(page) == ["Nothing was changed in A1 · Main."]
    assert stored(account).version == 1


@pytest.mark.rule("R-028")
def test_new_role_makes_the_party_a_customer(account, clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    clerk_client.post(url, {**filled(clerk_client.get(url)), "role": "BOTH"})
    assert list(account.party.usages.values_list("usage", "end_date")) == [("CUSTOMER", None)]


@pytest.mark.rule("R-018")
def test_generated_number_is_no_field_and_is_not_taken(account, clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    page = clerk_client.get(url)
    assert "number" not in filled(page)
    clerk_client.post(url, {**filled(page), "number": "HACKED", "description": "X", "reason": "Y"})
    assert (stored(account).number, stored(account).description) == ("A1", "X")


@pytest.mark.rule("R-018")
def test_entered_number_is_changed_with_a_reason_and_the_old_one_is_kept(
    account, clerk_client, entered_numbers
):
    url = f"/accounts/{account.pk}/edit/"
    data = {**filled(clerk_client.get(url)), "number": "B7"}
    refused = clerk_client.post(url, data)
    assert problems(refused) == ["Account Number: Enter a reason for the new account number."]
    assert filled(refused)["number"] == "B7"
    page = clerk_client.post(url, {**data, "reason": "Renumbered"}, follow=True)
    assert "<h1>Account B7</h1>" in page.text
    assert '<span class="muted">formerly A1</span>' in page.text
    assert list(FormerAccountNumber.objects.values_list("account_id", "number")) == [(account.pk, "A1")]


@pytest.mark.rule("R-017", "R-018")
def test_number_of_another_account_is_refused_in_any_case(account, unit_a, clerk_client, entered_numbers):
    made(new_customer("Other Ltd", new_site(unit_a), number="ab-1"))
    url = f"/accounts/{account.pk}/edit/"
    page = clerk_client.post(url, {**filled(clerk_client.get(url)), "number": "AB-1", "reason": "Try"})
    assert problems(page) == ["Account Number: Account with this account number exists already."]
    assert stored(account).number == "A1"


@pytest.mark.rule("R-031")
def test_reference_is_given_once(account, clerk_client):
    system = SourceSystemFactory(code="LEGACY", name="Legacy")
    url = f"/accounts/{account.pk}/edit/"
    data = filled(clerk_client.get(url))
    [said] = problems(clerk_client.post(url, {**data, "reference-system": str(system.pk)}))
    assert said.endswith("A reference needs its source system and its value.")
    typed = {**data, "reference-system": str(system.pk), "reference-value": "C-17", "reason": "Linked"}
    page = clerk_client.post(url, typed, follow=True)
    assert told(page) == ["A1 · Main was saved."] and facts(page)["Reference"] == "Legacy: C-17"
    change = ChangeRecord.objects.get(model="accounts.accountsourcereference")
    assert (change.channel, change.reason) == ("page", "Linked")
    assert "reference-value" not in filled(clerk_client.get(url))


@pytest.mark.rule("R-031", "D-19")
def test_reference_that_was_typed_comes_through_a_conflict(account, clerk_client, steward_client):
    system = SourceSystemFactory(code="LEGACY", name="Legacy")
    url = f"/accounts/{account.pk}/edit/"
    typed = {**filled(clerk_client.get(url)), "reference-system": str(system.pk), "reference-value": "C-17"}
    theirs = {**filled(steward_client.get(url)), "reference-system": str(system.pk)}
    steward_client.post(url, {**theirs, "reference-value": "C-16", "description": "Theirs"})
    page = clerk_client.post(url, {**typed, "description": "Mine"})
    assert page.status_code == 409
    again = {name: value for name, value in filled(page).items() if name != "q"}
    assert (again["reference-system"], again["reference-value"]) == (str(system.pk), "C-17")
    [said] = problems(clerk_client.post(url, again))
    assert said.endswith("This record has a reference in that source system already.")
    assert list(account.source_references.values_list("value", flat=True)) == ["C-16"]


@pytest.mark.rule("R-230")
def test_fields_that_are_not_on_the_form_cannot_be_posted(account, clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    extra = {"status": "I", "termination_date": "2020-01-01", "party": "999", "externally_maintained": "true"}
    clerk_client.post(url, {**filled(clerk_client.get(url)), **extra, "description": "Y"})
    after = stored(account)
    assert (after.description, after.status, after.termination_date, after.party_id) == (
        "Y",
        "A",
        None,
        account.party_id,
    )
    assert after.externally_maintained is False


def test_looking_changes_nothing(account, clerk_client):
    for path in ("edit", "remove", "restore", "history"):
        clerk_client.get(f"/accounts/{account.pk}/{path}/?description=X&status=I&version=1")
    assert (stored(account).version, stored(account).description) == (1, "Main")


@pytest.mark.rule("D-19", "R-228")
def test_same_field_changed_by_two_shows_both_and_loses_nothing(account, clerk_client, steward_client):
    url = f"/accounts/{account.pk}/edit/"
    mine, theirs = filled(clerk_client.get(url)), filled(steward_client.get(url))
    steward_client.post(url, {**theirs, "description": "Theirs", "sales_channel": ""})
    page = clerk_client.post(url, {**mine, "description": "Mine", "account_type": "I", "reason": "Why"})
    assert page.status_code == 409
    assert [text.split("Keep")[0].split("Take")[0] for _kind, text in rows(page)[0]] == [
        "Account Description",
        "Main",
        "Theirs",
        "Mine",
    ]
    assert stored(account).description == "Theirs"
    again = {name: value for name, value in filled(page).items() if name != "q"}
    assert (again["description"], again["account_type"], again["reason"], again["version"]) == (
        "Mine",
        "I",
        "Why",
        "2",
    )
    clerk_client.post(url, again)
    assert (stored(account).description, stored(account).account_type) == ("Mine", "I")


@pytest.mark.rule("D-19")
def test_different_fields_changed_by_two_go_together(account, clerk_client, steward_client):
    url = f"/accounts/{account.pk}/edit/"
    mine, theirs = filled(clerk_client.get(url)), filled(steward_client.get(url))
    steward_client.post(url, {**theirs, "description": "Theirs"})
    page = clerk_client.post(url, {**mine, "account_type": "I"}, follow=True)
    assert told(page)[0] == (
        "A1 · Theirs was changed meanwhile (account description); your changes were added to the newer version."
    )
    assert (stored(account).description, stored(account).account_type) == ("Theirs", "I")


@pytest.mark.rule("D-19", "R-018")
def test_number_that_only_somebody_else_changed_needs_no_reason_from_me(
    account, clerk_client, entered_numbers
):
    url = f"/accounts/{account.pk}/edit/"
    mine = filled(clerk_client.get(url))
    clerk_client.post(url, {**mine, "number": "B7", "reason": "Renumbered"})
    clerk_client.post(url, {**mine, "description": "Mine"})
    assert (stored(account).number, stored(account).description) == ("B7", "Mine")


@pytest.mark.rule("R-060")
def test_account_is_shared_so_the_other_unit_may_edit_it(account, other_clerk_client):
    url = f"/accounts/{account.pk}/edit/"
    other_clerk_client.post(url, {**filled(other_clerk_client.get(url)), "description": "From B"})
    assert stored(account).description == "From B"
