"""Remove and restore with what hangs under a record (D-11; the generic parts of R-095 to R-098)."""

import pytest
from django.core.exceptions import ValidationError

from core import hooks, writes
from core.exceptions import WriteRefused
from core.models import ChangeRecord
from core.work import work
from sites.models import AccountSite, SiteUse
from tests.core.captured import captured, verbs
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    PartyFactory,
    ProfileClassFactory,
    SiteUseFactory,
)


def now(record):
    """The row as it is stored."""
    return type(record).objects.get(pk=record.pk)


def remove(record):
    with work(actor=None, channel="page") as unit_of_work:
        writes.remove(record, version=now(record).version)
    return unit_of_work.notices


def restore(record):
    with work(actor=None, channel="page") as unit_of_work:
        writes.restore(record, version=now(record).version)
    return unit_of_work.notices


def states(*records):
    return [(now(record).status, now(record).removed_with_parent) for record in records]


@pytest.mark.rule("D-11", "R-095", "R-096")
def test_removing_takes_along_what_hangs_below_and_notes_the_cause(db):
    use = SiteUseFactory()
    other = SiteUseFactory()
    account = use.account
    remove(account)
    assert states(account, use.site, use) == [("I", False), ("I", True), ("I", True)]
    assert states(other.account, other.site, other) == [("A", False)] * 3
    told = ChangeRecord.objects.filter(action="remove").values_list("model", "object_id", "version")
    assert set(told) == {
        ("accounts.account", account.pk, 2),
        ("customer_sites.accountsite", use.site_id, 2),
        ("customer_sites.siteuse", use.pk, 2),
    }


@pytest.mark.rule("D-11", "R-097")
def test_restoring_brings_back_exactly_what_went_along(db):
    site = AccountSiteFactory()
    kept, before = SiteUseFactory(site=site), SiteUseFactory(site=site, purpose="SHIP_TO")
    remove(before)
    remove(site.account)
    restore(site.account)
    assert states(site.account, site, kept, before) == [("A", False)] * 3 + [("I", False)]


@pytest.mark.rule("D-11")
def test_what_was_removed_before_does_not_come_back_by_a_second_round(db):
    use = SiteUseFactory()
    remove(use.account)
    restore(use.account)
    remove(use)
    remove(use.account)
    restore(use.account)
    assert states(use.account, use.site, use) == [("A", False), ("A", False), ("I", False)]


def sites_of_one_account(unit):
    """Two sites with the EDI locations DE-1 and DE-2, of one account and one unit."""
    given = {"unit": unit} if unit else {}
    first = AccountSiteFactory(edi_location="DE-1", **given)
    return first, AccountSiteFactory(account=first.account, unit=first.unit, edi_location="DE-2")


def give_edi_location(site, text):
    with work(actor=None, channel="system"):
        row = writes.lock(type(site).objects.filter(pk=site.pk))[0]
        row.edi_location = text
        writes.save(row)


@pytest.mark.rule("R-097")
def test_a_child_that_would_break_a_rule_stays_inactive_and_is_named(db):
    """While the account was away, one of its sites was given the EDI location of another."""
    other, site = sites_of_one_account(None)
    use = SiteUseFactory(site=site)
    remove(site.account)
    give_edi_location(site, "de-1")
    notices = restore(site.account)
    assert states(site.account, other, site, use) == [
        ("A", False),
        ("A", False),
        ("I", False),
        ("I", True),
    ]
    assert notices == [
        f"{site} stays inactive: Another active site of the account has this EDI location in this operating unit."
    ]


@pytest.mark.rule("R-097")
def test_a_record_that_would_break_a_rule_is_not_restored(db):
    use = SiteUseFactory(location="ONE")
    remove(use)
    SiteUseFactory(site=use.site, location="TWO")
    with pytest.raises(ValidationError, match="This site has this purpose already"):
        restore(use)
    assert states(use) == [("I", False)]


@pytest.mark.rule("R-097")
def test_a_purpose_comes_back_primary_only_where_there_is_none(db):
    alone = SiteUseFactory(is_primary=True)
    remove(alone)
    restore(alone)
    assert now(alone).is_primary
    remove(alone)
    other = AccountSiteFactory(account=alone.account, unit=alone.unit)
    taken = SiteUseFactory(site=other, is_primary=True)
    restore(alone)
    assert (now(alone).is_primary, now(taken).is_primary) == (False, True)


@pytest.mark.rule("R-097")
def test_two_that_were_primary_one_after_the_other_come_back_with_one_primary(db):
    account = AccountFactory()
    first = SiteUseFactory(site__account=account, is_primary=True)
    remove(first.site)
    second = SiteUseFactory(site=AccountSiteFactory(account=account, unit=first.unit), is_primary=True)
    remove(second.site)
    with work(actor=None, channel="system"):
        writes.restore(now(first.site), version=2)
        writes.restore(now(second.site), version=2)
    assert [now(first).is_primary, now(second).is_primary] == [True, False]


@pytest.mark.rule("R-098")
def test_a_child_is_not_restored_under_an_inactive_parent(db):
    use = SiteUseFactory()
    remove(use.account)
    for record, message in ((use.site, "restore the account first"), (use, "restore the site first")):
        with pytest.raises(ValidationError, match=message):
            restore(record)


def test_removing_twice_and_restoring_the_active_are_refused(db):
    account = AccountFactory()
    with pytest.raises(ValidationError, match="is not inactive"):
        restore(account)
    remove(account)
    with pytest.raises(ValidationError, match="is inactive already"):
        remove(account)


@pytest.mark.rule("D-19", "R-228")
def test_removing_tells_what_others_changed_meanwhile(db):
    account = AccountFactory()
    opened = now(account)
    with work(actor=None, channel="page"):
        account.description = "Theirs"
        writes.save(account, version=1)
    with work(actor=None, channel="page") as unit_of_work:
        writes.remove(opened, version=1)
    assert now(account).description == "Theirs"
    assert ["account description" in notice for notice in unit_of_work.notices] == [True]


def test_removing_writes_nothing_else_that_the_object_in_hand_holds(db):
    chosen = ProfileClassFactory(name="Retail")
    chosen.name = "Never saved"
    with work(actor=None, channel="page"):
        writes.remove(chosen, version=1)
    assert now(chosen).name == "Retail"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_cascade_costs_the_same_for_any_number_of_rows(db, count):
    account = AccountFactory()
    first = AccountSiteFactory(account=account)
    sites = [first] + [AccountSiteFactory(account=account, unit=first.unit) for _number in range(count - 1)]
    for site in sites:
        SiteUseFactory(site=site)
    with captured() as removing:
        remove(account)
    assert not AccountSite.objects.active().exists()
    assert not SiteUse.objects.active().exists()
    with captured() as restoring:
        restore(account)
    assert SiteUse.objects.active().count() == count
    assert (verbs(removing).count("UPDATE"), verbs(restoring).count("UPDATE")) == (3, 3)
    assert len(verbs(removing)) <= 40
    assert len(verbs(restoring)) <= 51


def test_a_hook_that_refuses_leaves_everything_as_it_was(db, monkeypatch):
    from accounts.models import Account

    def refuse(accounts):
        raise ValidationError("Not today.")

    monkeypatch.setitem(
        hooks._registry["on_remove"], Account, [*hooks._registry["on_remove"][Account], refuse]
    )
    use = SiteUseFactory()
    with pytest.raises(ValidationError, match="Not today"):
        remove(use.account)
    assert states(use.account, use.site, use) == [("A", False)] * 3


def test_removing_many_is_removing_each(db):
    parties = [PartyFactory() for _number in range(3)]
    kept = PartyFactory()
    with work(actor=None, channel="job"):
        removed = writes.remove_many(type(kept).objects.exclude(pk=kept.pk))
    assert [party.pk for party in removed] == [party.pk for party in parties]
    assert [status for status, _with in states(*parties, kept)] == ["I", "I", "I", "A"]


@pytest.mark.rule("R-095", "R-096")
def test_a_status_changes_only_with_what_hangs_under_the_record(db):
    account = AccountFactory()
    account.status = "I"
    with pytest.raises(WriteRefused, match="a status changes by"), work(actor=None, channel="page"):
        writes.save(account, version=1)
    with pytest.raises(WriteRefused, match="a status changes by"), work(actor=None, channel="page"):
        (locked,) = writes.lock(type(account).objects.all())
        locked.status = "I"
        writes.update_many([locked])


@pytest.mark.rule("R-060")
def test_a_record_of_another_unit_is_not_named_to_the_one_who_restores(clerk, unit_a, unit_b):
    _other, site = sites_of_one_account(unit_b)
    remove(site.account)
    give_edi_location(site, "de-1")
    with work(actor=clerk, channel="page") as unit_of_work:
        writes.restore(now(site.account), version=2)
    assert unit_of_work.notices == ["1 record in other operating units stays inactive."]
