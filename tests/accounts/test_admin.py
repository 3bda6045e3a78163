"""Customer accounts in the set-up pages."""

import pytest
from django.urls import reverse

from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from core import writes
from core.models import ChangeRecord
from core.work import work
from reference.models import SourceSystem, SystemOptions, UserPreference
from tests import factories
from tests.access.reading import main_form

pytestmark = pytest.mark.django_db


def url(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def save(browser, record, **values):
    page = browser.get(url(record))
    return browser.post(url(record), {**main_form(page.text), **values})


def problems(response) -> dict:
    return {
        name: [error["message"] for error in errors]
        for name, errors in response.context["adminform"].form.errors.get_json_data().items()
    }


@pytest.fixture
def account():
    return factories.AccountFactory(number="A-1", party__name="Harbour Works Ltd")


@pytest.fixture
def numbers_are_typed(clerk, unit_a):
    """Account numbers are entered, and the clerk has a default unit (R-016)."""
    options = SystemOptions.objects.get()
    options.automatic_customer_numbering = False
    with work(actor=None, channel="system"):
        writes.save(options, version=options.version)
        writes.save(UserPreference(user=clerk, default_unit=unit_a))


@pytest.mark.rule("R-228")
def test_an_account_is_changed_through_its_service(clerk_client, clerk, account):
    assert save(clerk_client, account, description="Spare parts", reason="call").status_code == 302
    account.refresh_from_db()
    assert (account.description, account.version, account.updated_by) == ("Spare parts", 2, clerk)
    change = ChangeRecord.objects.get(model="accounts.account", action="update")
    assert (change.channel, change.reason, change.changes) == (
        "admin",
        "call",
        {"description": ["", "Spare parts"]},
    )


@pytest.mark.rule("R-018")
def test_a_generated_number_is_not_typed_over(clerk_client, account):
    response = save(clerk_client, account, number="MINE", reason="nicer")
    assert problems(response) == {"number": ["Account numbers are generated and cannot be changed."]}
    assert response.context["adminform"].form["number"].value() == "MINE"
    assert Account.objects.get(pk=account.pk).number == "A-1"


@pytest.mark.rule("R-018")
def test_a_changed_number_needs_a_reason_and_stays_findable(clerk_client, numbers_are_typed, account):
    response = save(clerk_client, account, number="B-2")
    assert problems(response) == {"number": ["Enter a reason for the new account number."]}
    assert save(clerk_client, account, number="B-2", reason="as on their orders").status_code == 302
    assert Account.objects.get(pk=account.pk).number == "B-2"
    former = FormerAccountNumber.objects.get(account=account)
    assert former.number == "A-1"
    page = clerk_client.get(url(account))
    assert "A-1" in page.text
    assert [name for name in main_form(page.text) if name.startswith("former_numbers-0-number")] == []
    found = clerk_client.get(url(Account, "changelist"), {"q": "a-1"}).context["cl"].result_list
    assert list(found) == [account]


@pytest.mark.rule("R-017")
def test_a_number_that_exists_in_another_case_is_refused(clerk_client, numbers_are_typed, account):
    factories.AccountFactory(number="Zz-9")
    response = save(clerk_client, account, number="zZ-9", reason="mistake")
    assert list(problems(response)) == ["number"]
    assert Account.objects.get(pk=account.pk).number == "A-1"


@pytest.mark.rule("R-031")
def test_a_reference_is_added_and_then_stays(clerk_client, account):
    system = SourceSystem.objects.get(code="CUSTOMER_INTERFACE")
    response = save(
        clerk_client,
        account,
        **{
            "source_references-TOTAL_FORMS": "1",
            "source_references-0-system": system.pk,
            "source_references-0-value": "77",
        },
    )
    assert response.status_code == 302
    reference = AccountSourceReference.objects.get()
    assert (reference.account, reference.value, reference.system) == (account, "77", system)
    page = clerk_client.get(url(reference))
    assert set(main_form(page.text)) == {"reason", "opened_version"}


def test_an_account_is_neither_added_nor_removed_nor_deleted_here(administrator_client, account):
    listed = administrator_client.get(url(Account, "changelist"))
    assert reverse("customers:create-organization") in listed.text
    assert listed.context["action_form"] is None
    assert administrator_client.get(url(Account, "add")).status_code == 403
    assert administrator_client.post(url(account, "delete"), {"post": "yes"}).status_code == 403
    assert reverse("accounts:overview", args=[account.pk]) in administrator_client.get(url(account)).text


LIST_QUERIES = 6
PAGE_QUERIES = 13


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three_rows(clerk_client, django_assert_num_queries, count):
    for number in range(count):
        account = factories.AccountFactory(number=f"N{number}")
    systems = [factories.SourceSystemFactory(code=f"SYS{number}") for number in range(count)]
    for number, system in enumerate(systems):
        factories.AccountSourceReferenceFactory(account=account, system=system)
        factories.FormerAccountNumberFactory(account=account, number=f"F{number}")
    clerk_client.get(url(account))
    with django_assert_num_queries(LIST_QUERIES):
        assert clerk_client.get(url(Account, "changelist")).context["cl"].result_count == count
    with django_assert_num_queries(PAGE_QUERIES):
        page = clerk_client.get(url(account))
    rows = [len(one.formset.initial_forms) for one in page.context["inline_admin_formsets"]]
    assert rows == [count, count]
