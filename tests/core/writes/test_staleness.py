"""Two people save the same record (D-19, R-228)."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import writes
from core.exceptions import StaleRecord
from core.guard import allowed
from core.models import ChangeRecord, User
from core.work import work
from tests.factories import AccountFactory, ExtraFieldFactory, SiteUseFactory, UserFactory


def opened(account):
    """The record as another person's form holds it."""
    return Account.objects.get(pk=account.pk)


def save(record, version, actor=None, **values):
    with work(actor=actor, channel="page") as unit_of_work:
        for name, value in values.items():
            setattr(record, name, value)
        writes.save(record, version=version)
    return unit_of_work.notices


@pytest.mark.rule("D-19", "R-228")
def test_different_fields_go_together_and_the_user_is_told(clerk, steward):
    account = AccountFactory()
    mine = opened(account)
    save(account, 1, steward, description="Theirs")
    notices = save(mine, 1, clerk, externally_maintained=True)
    assert Account.objects.values_list("description", "externally_maintained", "version").get() == (
        "Theirs",
        True,
        3,
    )
    assert notices == [
        f"{mine} was changed meanwhile (account description); your changes were added to the newer version."
    ]
    assert ChangeRecord.objects.filter(object_id=account.pk, model="accounts.account").order_by(
        "pk"
    ).last().changes == {"externally_maintained": [False, True]}


@pytest.mark.rule("D-19", "R-228")
def test_the_same_field_is_a_conflict_that_says_everything(clerk, steward):
    account = AccountFactory(description="Opened")
    mine = opened(account)
    save(account, 1, steward, description="Theirs", account_type="I")
    with pytest.raises(StaleRecord) as caught:
        save(mine, 1, clerk, description="Mine", account_type="R")
    stale = caught.value
    assert [(c.field, c.label, c.yours, c.theirs, c.opened) for c in stale.conflicts] == [
        ("description", "account description", "Mine", "Theirs", "Opened")
    ]
    change = ChangeRecord.objects.get(model="accounts.account", version=2)
    assert (stale.changed_by, stale.changed_at, stale.current_version) == (steward, change.at, 2)
    assert stale.record.description == "Mine"
    assert str(stale) == (
        f"{mine} was changed by somebody else while you were editing it: account description."
    )
    assert Account.objects.values_list("description", "version").get() == ("Theirs", 2)


@pytest.mark.rule("D-19")
def test_the_same_change_by_both_is_no_conflict(db):
    account = AccountFactory()
    mine = opened(account)
    save(account, 1, description="Same")
    save(mine, 1, description="Same")
    assert Account.objects.values_list("description", "version").get() == ("Same", 2)


@pytest.mark.rule("D-19")
def test_a_form_opened_before_and_sent_after_takes_over_what_others_changed(db):
    """A page loads the newest row and puts the form's old values on it."""
    account = AccountFactory(description="Opened")
    save(account, 1, description="Theirs")
    mine = opened(account)
    notices = save(mine, 1, description="Opened", externally_maintained=True)
    assert Account.objects.values_list("description", "externally_maintained").get() == ("Theirs", True)
    assert "account description" in notices[0]


@pytest.mark.rule("D-19")
def test_a_change_and_its_opposite_leave_no_trace(db):
    account = AccountFactory(description="Opened")
    mine = opened(account)
    save(account, 1, description="Theirs")
    save(account, 2, description="Opened")
    assert save(mine, 1, description="Mine") == []
    assert Account.objects.values_list("description", "version").get() == ("Mine", 4)


@pytest.mark.rule("D-19")
def test_values_by_key_go_together_key_by_key(db):
    """Extra fields stand in one column; two people who fill in different ones do not disagree."""
    for code in ("colour", "size", "gone"):
        ExtraFieldFactory(model="accounts.account", code=code, label=code.title())
    account = AccountFactory(extra={"colour": "red", "size": "3", "gone": "x"})
    mine = opened(account)
    save(account, 1, extra={"colour": "blue", "size": "3"})
    notices = save(mine, 1, extra={"colour": "red", "size": "4", "gone": "x"})
    assert Account.objects.get().extra == {"colour": "blue", "size": "4"}
    assert "(Colour, Gone)" in notices[0]


@pytest.mark.rule("D-19")
def test_the_same_key_is_a_conflict_under_the_name_that_people_know(db):
    ExtraFieldFactory(model="accounts.account", code="colour", label="Colour")
    ExtraFieldFactory(model="accounts.account", code="size")
    account = AccountFactory(extra={"colour": "red"})
    mine = opened(account)
    save(account, 1, extra={"colour": "blue"})
    with pytest.raises(StaleRecord) as caught:
        save(mine, 1, extra={"colour": "green", "size": "4"})
    assert [(c.field, c.label, c.yours, c.theirs, c.opened) for c in caught.value.conflicts] == [
        ("extra.colour", "Colour", "green", "blue", "red")
    ]


@pytest.mark.rule("D-19")
def test_the_rebased_row_is_validated_whole(db):
    use = SiteUseFactory(purpose="SHIP_TO")
    mine = type(use).objects.get(pk=use.pk)
    save(use, 1, arrival_sets=True)
    with pytest.raises(ValidationError, match="not both"):
        save(mine, 1, ship_sets=True)


@pytest.mark.rule("D-19")
def test_numbers_are_compared_by_value(db):
    use = SiteUseFactory(over_shipment_tolerance=Decimal("10.00"))
    mine = type(use).objects.get(pk=use.pk)
    mine.over_shipment_tolerance = Decimal("10")
    save(use, 1, over_shipment_tolerance=Decimal("12.50"))
    save(mine, 1, sic_code="1234")
    stored = type(use).objects.get(pk=use.pk)
    assert (stored.over_shipment_tolerance, stored.sic_code) == (Decimal("12.50"), "1234")


@pytest.mark.parametrize("version", [0, 5])
def test_a_version_that_never_was_is_no_way_around_the_check(db, version):
    account = AccountFactory(description="Stored")
    with pytest.raises(StaleRecord):
        save(opened(account), version, description="Mine")
    assert Account.objects.get().description == "Stored"


def test_what_history_no_longer_tells_is_a_conflict(db):
    account = AccountFactory()
    mine = opened(account)
    save(account, 1, description="Theirs")
    with allowed():
        ChangeRecord.objects.filter(model="accounts.account", version=2).update(
            changes=None, erased_at="2026-01-01T00:00:00Z"
        )
    with pytest.raises(StaleRecord) as caught:
        save(mine, 1, externally_maintained=True)
    assert {conflict.field for conflict in caught.value.conflicts} == {"description", "externally_maintained"}


def test_secrets_do_not_appear_in_a_conflict(db):
    user = UserFactory()
    mine = User.objects.get(pk=user.pk)
    with work(actor=None, channel="system"):
        user.set_password("their long password")
        writes.save(user, version=1)
    mine.set_password("my own long password")
    with pytest.raises(StaleRecord) as caught, work(actor=None, channel="system"):
        writes.save(mine, version=1)
    (conflict,) = caught.value.conflicts
    assert (conflict.field, conflict.yours, conflict.theirs) == ("password", "•••", "•••")


def test_changes_of_the_open_unit_of_work_count(db):
    account = AccountFactory(description="Opened")
    mine = opened(account)
    with work(actor=None, channel="system"):
        account.description = "Earlier in this unit of work"
        writes.save(account, version=1)
        mine.description = "Mine"
        with pytest.raises(StaleRecord):
            writes.save(mine, version=1)


@pytest.mark.twin("versions")
def test_without_the_check_the_first_save_would_be_lost(db, monkeypatch):
    """Negative control: what the tests above would look like if nobody compared versions."""
    monkeypatch.setattr(import_module("core.writes.save"), "rebase", lambda *_args: [])
    account = AccountFactory()
    mine = opened(account)
    save(account, 1, description="Theirs")
    save(mine, 1, externally_maintained=True)
    assert Account.objects.get().description == ""
