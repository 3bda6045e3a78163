"""Rules in the database that a migration cannot phrase: no overlap, copies, append-only (trust rules 1 and 25)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import database_rules, writes
from core.guard import allowed
from core.models import ChangeRecord
from core.work import work
from parties.models import PartyUsage
from sites.models import AccountSite, SiteUse
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    OperatingUnitFactory,
    PartyFactory,
    PartyUsageFactory,
    SiteSourceReferenceFactory,
    SiteUseFactory,
    UserFactory,
)


def day(number):
    return datetime.date(2024, 1, 1) + datetime.timedelta(days=number)


def refused_by(name, write):
    """Run `write` past the write functions; True when the database refuses it in the name of the rule."""
    with pytest.raises(IntegrityError) as caught, allowed(), transaction.atomic():
        write()
    diagnosis = getattr(caught.value.__cause__, "diag", None)
    return (diagnosis.constraint_name if diagnosis else str(caught.value)) == name


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


# No overlap


@pytest.mark.rule("D-2")
@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((0, 9), (10, 20), False),
        ((0, 10), (10, 20), True),
        ((0, None), (10, 20), True),
        ((0, 9), (10, None), False),
        ((10, 20), (0, 9), False),
        ((10, 20), (0, None), True),
        ((0, 30), (10, 20), True),
        ((5, 5), (5, 5), True),
    ],
)
def test_rows_of_one_group_do_not_overlap(db, first, second, clash):
    def dates(span):
        return {"start_date": day(span[0]), "end_date": None if span[1] is None else day(span[1])}

    usage = PartyUsageFactory(**dates(first))
    PartyUsageFactory(**dates(first))
    new = PartyUsage(party=usage.party, usage="CUSTOMER", **dates(second))
    if not clash:
        with work(actor=None, channel="page"):
            writes.save(new)
        return
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        writes.save(new)
    assert caught.value.message_dict == {
        "start_date": ["The party has this usage on some of these days already."]
    }


def test_a_row_may_be_changed_within_its_own_days_and_not_into_others(db):
    usage = PartyUsageFactory(start_date=day(0), end_date=day(9))
    PartyUsageFactory(party=usage.party, start_date=day(20), end_date=None)
    with work(actor=None, channel="page"):
        usage.end_date = day(19)
        writes.save(usage, version=1)
    assert refused_by(
        "parties_usage_no_overlap",
        lambda: PartyUsage._base_manager.filter(pk=usage.pk).update(end_date=day(20)),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 10))), min_size=1, max_size=6)
)
def test_the_database_agrees_with_counting_days(db, spans):
    """Each example starts from a party of its own."""
    party, taken = PartyFactory(), set()
    for start, length in spans:
        end = 1000 if length is None else start + length
        days = set(range(start, end + 1))
        new = PartyUsage(
            party=party,
            usage="CUSTOMER",
            start_date=day(start),
            end_date=None if length is None else day(start + length),
        )
        if days & taken:
            with pytest.raises(ValidationError), work(actor=None, channel="page"):
                writes.save(new)
        else:
            with work(actor=None, channel="page"):
                writes.save(new)
            taken |= days


# Copied from the parent


@pytest.mark.rule("R-059")
def test_a_purpose_belongs_to_account_and_unit_of_its_site(db):
    use, other = SiteUseFactory(), OperatingUnitFactory()
    account = AccountFactory(party=use.account.party)
    name = "customer_sites_use_of_site"
    rows = SiteUse._base_manager.filter(pk=use.pk)
    assert refused_by(name, lambda: rows.update(unit=other))
    assert refused_by(name, lambda: rows.update(account=account))
    assert refused_by(name, lambda: rows.update(site=AccountSiteFactory()))
    site = AccountSite._base_manager.filter(pk=use.site_id)
    assert refused_by(name, lambda: site.update(unit=other))


def test_a_copy_that_differs_is_an_error_of_the_parents_field(db):
    site = AccountSiteFactory()
    use = SiteUse(site=site, account=site.account, unit=OperatingUnitFactory(), purpose="BILL_TO")
    use.location = "X"
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        writes.save(use)
    assert caught.value.message_dict == {
        "site": ["A business purpose belongs to the account and operating unit of its site."]
    }


def test_a_reference_belongs_to_the_unit_of_its_site(db):
    reference = SiteSourceReferenceFactory()
    rows = type(reference)._base_manager.filter(pk=reference.pk)
    assert refused_by("customer_sites_reference_unit", lambda: rows.update(unit=OperatingUnitFactory()))


def test_a_site_without_purposes_may_be_moved_by_the_database(db):
    """The rule binds copies only; that a site never changes its unit is the write functions' business (R-059)."""
    site = AccountSiteFactory()
    with allowed():
        AccountSite._base_manager.filter(pk=site.pk).update(unit=OperatingUnitFactory())


# Append-only

APPEND_ONLY = "core_changerecord_append_only"


@pytest.fixture
def change(db):
    with work(actor=None, channel="page"):
        account = AccountFactory()
        account.description = "Main"
        writes.save(account, version=1)
    return ChangeRecord.objects.get(model="accounts.account", action="update")


@pytest.mark.parametrize(
    "field", [f.attname for f in ChangeRecord._meta.concrete_fields if f.name not in ("changes", "erased_at")]
)
def test_no_column_of_a_change_is_ever_changed(change, field):
    values = {"id": 10**9, "at": datetime.datetime.now(datetime.UTC), "digest": b"x"}
    value = values.get(field, 77)
    if getattr(change, field) == value:
        value = 78
    if field == "actor_id":
        value = UserFactory().pk
    rows = ChangeRecord.objects.filter(pk=change.pk)
    assert refused_by(APPEND_ONLY, lambda: rows.update(**{field: value}))


def test_changes_are_neither_rewritten_nor_deleted(change):
    rows = ChangeRecord.objects.filter(pk=change.pk)
    now = datetime.datetime.now(datetime.UTC)
    for write in (
        lambda: rows.update(changes={}),
        lambda: rows.update(changes=None),
        lambda: rows.update(erased_at=now),
        lambda: rows.update(changes={}, erased_at=now),
        lambda: rows.update(changes=None, erased_at=now, reason="x"),
        rows.delete,
        lambda: sql("DELETE FROM core_changerecord"),
        lambda: sql("UPDATE core_changerecord SET reason = 'x'"),
    ):
        assert refused_by(APPEND_ONLY, write)
    assert ChangeRecord.objects.get(pk=change.pk).changes == {"description": ["", "Main"]}


def test_a_change_is_erased_exactly_once(change):
    rows = ChangeRecord.objects.filter(pk=change.pk)
    now = datetime.datetime.now(datetime.UTC)
    with allowed():
        assert rows.update(changes=None, erased_at=now) == 1
    assert refused_by(APPEND_ONLY, lambda: rows.update(changes=None, erased_at=now))
    assert refused_by(APPEND_ONLY, lambda: rows.update(changes={"a": 1}))
    assert refused_by(APPEND_ONLY, lambda: rows.update(erased_at=None))


@pytest.mark.postgres
def test_history_is_not_truncated(change):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused_by(APPEND_ONLY, lambda: sql("TRUNCATE core_changerecord CASCADE"))


@pytest.mark.sqlite
def test_history_is_not_replaced(change):
    """SQLite deletes the row that INSERT OR REPLACE replaces without asking the trigger of DELETE."""
    columns = ", ".join(f.column for f in ChangeRecord._meta.concrete_fields)
    copied = columns.replace("reason", "'x'")
    assert refused_by(
        APPEND_ONLY,
        lambda: sql(
            f"INSERT OR REPLACE INTO core_changerecord ({columns}) SELECT {copied} FROM core_changerecord"
        ),
    )


@pytest.mark.twin("history")
def test_without_the_triggers_history_could_be_rewritten(change):
    """Negative control: it is the triggers that refuse."""
    with transaction.atomic():
        database_rules.drop_triggers()
        with allowed():
            ChangeRecord.objects.filter(pk=change.pk).update(reason="rewritten")
            ChangeRecord.objects.filter(pk=change.pk).delete()
        assert not ChangeRecord.objects.filter(pk=change.pk).exists()
        database_rules.install()
    assert database_rules.missing() == []


# Installation


def test_every_rule_is_in_the_database(db):
    assert database_rules.missing() == []


def test_a_missing_rule_is_found_and_installed_again(db):
    database_rules.drop_triggers()
    names = ("core_changerecord_append_only", "core_furtherroot_append_only")
    parts = (
        ("", "_truncate") if connection.vendor == "postgresql" else ("_update", "_delete", "_before_insert")
    )
    expected = {f"{name}{part}" for name in names for part in parts}
    assert set(database_rules.missing()) == expected
    database_rules.install()
    database_rules.install()
    assert database_rules.missing() == []


@pytest.mark.postgres
def test_a_half_installed_rule_is_completed(db):
    sql('ALTER TABLE customer_sites_siteuse DROP CONSTRAINT "customer_sites_use_of_site"')
    sql('DROP TRIGGER "core_changerecord_append_only_truncate" ON core_changerecord')
    assert set(database_rules.missing()) == {
        "customer_sites_use_of_site",
        "core_changerecord_append_only_truncate",
    }
    database_rules.install()
    assert database_rules.missing() == []
