"""Opening and changing accounts: numbers, dates, roles, references (R-014 to R-020, R-024, R-028, R-030, R-031)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts import services
from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from core import writes
from core.exceptions import StaleRecord
from core.guard import allowed
from core.work import work
from parties.models import PartyUsage
from reference.models import SourceSystem, SystemOptions
from tests.factories import AccountFactory, PartyFactory, UserPreferenceFactory

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def on_a_day(monkeypatch):
    """Whoever asks, it is 4 March 2026."""
    monkeypatch.setattr("core.clock.now", lambda: MOMENT)


@pytest.fixture
def entered_numbers():
    """Automatic Customer Numbering is off."""
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.automatic_customer_numbering = False
        writes.save(options)


def opened(*accounts, actor=None, channel="page"):
    with work(actor=actor, channel=channel):
        return services.open_accounts(accounts)


def changed(account, actor=None, reason="", version=None, **values):
    account = Account.objects.get(pk=account.pk)
    for name, value in values.items():
        setattr(account, name, value)
    with work(actor=actor, channel="page", reason=reason):
        return services.change_account(account, version=version or account.version)


def errors(caught):
    return caught.value.message_dict


@pytest.mark.rule("R-013", "R-014", "R-020", "R-030")
def test_new_account_gets_number_type_role_and_date(on_a_day, clerk):
    (account,) = opened(Account(party=PartyFactory()), actor=clerk)
    assert account.number.isdecimal()
    assert (account.account_type, account.role, account.established_date, account.termination_date) == (
        "R",
        "CUSTOMER",
        MOMENT.date(),
        None,
    )


@pytest.mark.rule("R-020")
def test_account_type_is_internal_or_external():
    with pytest.raises(ValidationError) as caught:
        opened(Account(party=PartyFactory(), account_type="X"))
    assert list(errors(caught)) == ["account_type"]
    (account,) = opened(Account(party=PartyFactory(), account_type="I"))
    assert account.get_account_type_display() == "Internal"


@pytest.mark.rule("R-014")
@pytest.mark.parametrize("channel", ["page", "admin"])
def test_generated_number_is_not_typed_over(clerk, channel):
    with pytest.raises(ValidationError) as caught:
        opened(Account(party=PartyFactory(), number="4711"), actor=clerk, channel=channel)
    assert errors(caught) == {"number": ["The account number is generated; leave it empty."]}


@pytest.mark.rule("R-014", "R-017")
def test_brought_number_is_kept_checked_and_skipped():
    (first,) = opened(Account(party=PartyFactory()))
    following = str(int(first.number) + 1)
    opened(Account(party=PartyFactory(), number=following), channel="flow")
    with pytest.raises(ValidationError) as caught:
        opened(Account(party=PartyFactory(), number=following), channel="interface")
    assert list(errors(caught)) == ["number"]
    (third,) = opened(Account(party=PartyFactory()))
    assert third.number == str(int(first.number) + 2)


@pytest.mark.rule("R-015", "R-016")
def test_without_automatic_numbers_the_default_unit_decides(entered_numbers, clerk, unit_a):
    (generated,) = opened(Account(party=PartyFactory()), actor=clerk)
    assert generated.number.isdecimal()
    UserPreferenceFactory(user=clerk, default_unit=unit_a)
    with pytest.raises(ValidationError) as caught:
        opened(Account(party=PartyFactory()), actor=clerk)
    assert errors(caught) == {"number": ["Enter the account number: it is not generated for you."]}
    (entered,) = opened(Account(party=PartyFactory(), number="K-1"), actor=clerk)
    assert entered.number == "K-1"


@pytest.mark.rule("R-017")
def test_number_is_unique_in_any_writing_inactive_ones_included(steward):
    taken = AccountFactory(number="Ab 1")
    with work(actor=steward, channel="page"):
        services.remove_account(taken, version=1)
    for number in ("ab 1", "AB  1", " Ａb 1"):
        with pytest.raises(ValidationError) as caught:
            opened(Account(party=PartyFactory(), number=number), channel="interface")
        assert errors(caught) == {"number": ["Account with this account number exists already."]}
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        allowed(),
        connection.cursor() as cursor,
    ):
        other = AccountFactory(number="B2")
        statement = "UPDATE accounts_account SET number_key = %s WHERE id = %s"
        cursor.execute(statement, [taken.number_key, other.pk])


@pytest.mark.rule("R-018")
def test_number_changes_with_a_reason_where_the_user_enters_it(entered_numbers, clerk, unit_a, on_a_day):
    UserPreferenceFactory(user=clerk, default_unit=unit_a)
    account = AccountFactory(number="OLD")
    with pytest.raises(ValidationError) as caught:
        changed(account, actor=clerk, number="NEW")
    assert errors(caught) == {"number": ["Enter a reason for the new account number."]}
    changed(account, actor=clerk, reason="Renumbered", number="NEW")
    former = FormerAccountNumber.objects.get(account=account)
    assert (Account.objects.get(pk=account.pk).number, str(former), former.until) == (
        "NEW",
        "formerly OLD",
        MOMENT.date(),
    )


@pytest.mark.rule("R-018")
def test_number_given_up_twice_on_a_day_is_kept_once(entered_numbers, clerk, unit_a):
    UserPreferenceFactory(user=clerk, default_unit=unit_a)
    account = AccountFactory(number="one")
    for number in ("TWO", "ONE", "THREE"):
        changed(account, actor=clerk, reason="Back and forth", number=number)
    former = FormerAccountNumber.objects.order_by("pk").values_list("number", flat=True)
    assert list(former) == ["one", "TWO"]


@pytest.mark.rule("R-018", "R-014")
def test_generated_number_is_not_changed(clerk):
    account = AccountFactory(number="OLD")
    with pytest.raises(ValidationError) as caught:
        changed(account, actor=clerk, reason="Please", number="NEW")
    assert errors(caught) == {"number": ["Account numbers are generated and cannot be changed."]}
    assert Account.objects.get(pk=account.pk).number == "OLD"
    assert not FormerAccountNumber.objects.exists()


@pytest.mark.rule("R-018", "D-19")
def test_number_changed_by_somebody_else_is_not_my_change(entered_numbers, clerk, unit_a):
    UserPreferenceFactory(user=clerk, default_unit=unit_a)
    account = AccountFactory(number="OLD")
    mine = Account.objects.get(pk=account.pk)
    changed(account, actor=clerk, reason="Renumbered", number="NEW")
    mine.description = "Mine"
    with work(actor=clerk, channel="page"):
        services.change_account(mine, version=1)
    after = Account.objects.get(pk=account.pk)
    assert (after.number, after.description, after.version) == ("NEW", "Mine", 3)


@pytest.mark.rule("R-228", "D-19")
def test_both_changed_the_description():
    account = AccountFactory(description="Opened")
    mine = Account.objects.get(pk=account.pk)
    changed(account, description="Theirs")
    mine.description = "Mine"
    with pytest.raises(StaleRecord) as caught, work(actor=None, channel="page"):
        services.change_account(mine, version=1)
    assert [(c.field, c.yours, c.theirs, c.opened) for c in caught.value.conflicts] == [
        ("description", "Mine", "Theirs", "Opened")
    ]


@pytest.mark.rule("R-024")
def test_account_stays_with_its_party():
    account = AccountFactory()
    with pytest.raises(ValidationError) as caught:
        changed(account, party=PartyFactory())
    assert errors(caught) == {"party": ["This cannot be changed any more."]}


@pytest.mark.rule("R-028", "D-16")
def test_party_is_a_customer_from_its_first_customer_account_on(on_a_day):
    party = PartyFactory()
    (vendor,) = opened(Account(party=party, role="VENDOR"))
    assert not PartyUsage.objects.filter(party=party).exists()
    changed(vendor, role="BOTH")
    opened(Account(party=party))
    usages = PartyUsage.objects.filter(party=party).values_list("usage", "start_date", "end_date")
    assert list(usages) == [("CUSTOMER", MOMENT.date(), None)]


@pytest.mark.rule("R-030", "D-17")
def test_account_ends_on_the_installations_day_and_not_after_restore(monkeypatch, steward):
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.time_zone = "Pacific/Auckland"
        writes.save(options)
    account = AccountFactory()
    monkeypatch.setattr("core.clock.now", lambda: MOMENT)
    with work(actor=steward, channel="page"):
        services.remove_account(account, version=1)
    assert account.termination_date == datetime.date(2026, 3, 5)
    with work(actor=steward, channel="page"):
        services.restore_account(account, version=2)
    assert (account.status, account.termination_date) == ("A", None)


@pytest.mark.rule("R-030")
def test_account_is_not_removed_before_it_was_established(on_a_day, steward):
    account = AccountFactory(established_date=datetime.date(2026, 3, 5))
    with pytest.raises(ValidationError) as caught, work(actor=steward, channel="page"):
        services.remove_account(account, version=1)
    assert list(errors(caught)) == ["established_date"]
    assert Account.objects.get(pk=account.pk).status == "A"


@pytest.mark.rule("R-030")
def test_established_date_of_an_ended_account_stays_before_its_end(on_a_day, steward):
    account = AccountFactory(established_date=datetime.date(2026, 1, 1))
    with work(actor=steward, channel="page"):
        services.remove_account(account, version=1)
    with pytest.raises(ValidationError) as caught:
        changed(account, established_date=datetime.date(2026, 3, 5))
    assert list(errors(caught)) == ["established_date"]


@pytest.mark.rule("R-031")
def test_reference_is_unique_in_its_system_and_one_per_account():
    system = SourceSystem.objects.get(code="CUSTOMER_INTERFACE")
    account, other = AccountFactory(), AccountFactory()

    def refer(owner, value):
        with work(actor=None, channel="page"):
            services.add_references([AccountSourceReference(account=owner, system=system, value=value)])

    refer(account, "C-1")
    with pytest.raises(ValidationError) as caught:
        refer(other, "c-1")
    assert caught.value.messages == ["Another record has this reference in the same source system."]
    with pytest.raises(ValidationError) as caught:
        refer(account, "C-2")
    assert caught.value.messages == ["This record has a reference in that source system already."]
