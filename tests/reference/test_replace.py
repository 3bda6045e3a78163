"""The program that puts another value in the place of one: everywhere, once, and only where it may (R-260)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Account
from core import bulk, roles, writes
from core.jobs import engine, submit
from core.jobs.engine import execute
from core.models import ChangeRecord, JobRun, Membership
from core.work import work
from parties.models import Party
from reference import jobs
from reference.models import Country, LookupValue, OperatingUnit
from reference.usage import Place, kept_because, places_of, substitutes
from sites.models import AccountSite
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-260")]


def value_of(code, type_code="CUSTOMER_CATEGORY"):
    return LookupValue.objects.get(type__code=type_code, code=code)


def ended(value):
    with work(actor=None, channel="system"):
        return writes.remove(value, version=value.version)


def asked(actor, value, by):
    given = {
        "kind": value._meta.label_lower,
        "value": value.pk,
        "by": by.pk,
        "change": "It",
        "reason": "merged lists",
    }
    return submit("replace-value", given, actor, start=False)


def ran(run):
    execute(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def salesperson(db):
    return factories.ResourceFactory(is_salesperson=True)


def test_a_lookup_value_is_replaced_in_every_record_with_one_line_of_history_each(administrator):
    parties = [factories.PartyFactory(category="PARTNER") for _n in range(3)]
    factories.AccountFactory(sales_channel="PARTNER")
    run = ran(asked(administrator, ended(value_of("PARTNER")), value_of("RESELLER")))
    assert (run.state, run.total, run.done) == ("done", 3, 3)
    assert run.counts == {"changed": 3, "same": 0, "refused": 0, "left": 0}
    assert set(Party.objects.values_list("category", flat=True)) <= {"RESELLER", ""}
    assert [account.sales_channel for account in Account.objects.all()] == ["PARTNER"]
    lines = ChangeRecord.objects.filter(run_id=run.pk).order_by("object_id")
    assert [(line.object_id, line.actor, line.reason, line.changes) for line in lines] == [
        (party.pk, administrator, "merged lists", {"category": ["PARTNER", "RESELLER"]}) for party in parties
    ]


def test_records_of_other_units_are_counted_and_left(administrator, unit_a, unit_b, salesperson):
    own = factories.AccountSiteFactory(unit=unit_a, salesperson=salesperson)
    other = factories.AccountSiteFactory(unit=unit_b, salesperson=salesperson)
    successor = factories.ResourceFactory(is_salesperson=True)
    field = AccountSite._meta.get_field("salesperson")
    assert places_of(salesperson, administrator) == [Place(AccountSite, field, 2, 1)]
    run = ran(asked(administrator, salesperson, successor))
    assert run.counts == {"changed": 1, "same": 0, "refused": 0, "left": 1}
    assert run.problems == []
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.salesperson, other.salesperson) == (successor, salesperson)


def test_set_up_changes_in_all_units(administrator, unit_a, unit_b):
    """An administrator keeps the units that are not on his access list as well."""
    old, new = factories.CountryFactory(), Country.objects.get(code2="DE")
    factories.OperatingUnitFactory(country=old)
    run = ran(asked(administrator, old, new))
    assert run.counts["changed"] == 1
    assert OperatingUnit.objects.filter(country=new).count() == 1


def test_a_record_that_refuses_the_new_value_is_named_and_keeps_the_old(administrator, unit_a, salesperson):
    """Who is no salesperson cannot take the place of one."""
    site = factories.AccountSiteFactory(unit=unit_a, salesperson=salesperson)
    analyst = factories.ResourceFactory(is_salesperson=False, is_credit_analyst=True)
    run = ran(asked(administrator, salesperson, analyst))
    assert (run.counts["changed"], run.counts["refused"]) == (0, 1)
    assert [(line["model"], line["pk"]) for line in run.problems] == [("customer_sites.accountsite", site.pk)]
    site.refresh_from_db()
    assert site.salesperson == salesperson


def test_what_somebody_chose_meanwhile_stays(administrator):
    party, chosen = factories.PartyFactory(category="PARTNER"), factories.PartyFactory(category="PARTNER")
    run = asked(administrator, value_of("PARTNER"), value_of("RESELLER"))
    with work(actor=None, channel="system"):
        [record] = writes.lock(Party.objects.filter(pk=chosen.pk))
        record.category = "PROSPECT"
        writes.save(record)
    ran(run)
    assert [Party.objects.get(pk=one.pk).category for one in (party, chosen)] == ["RESELLER", "PROSPECT"]


def test_a_value_that_cannot_be_newly_chosen_takes_no_place(administrator):
    factories.PartyFactory(category="PARTNER")
    run = ran(asked(administrator, value_of("PARTNER"), ended(value_of("RESELLER"))))
    assert (run.state, run.message) == ("failed", "Reseller cannot take its place any more.")
    assert Party.objects.get().category == "PARTNER"


def test_who_may_no_longer_change_the_set_up_replaces_nothing(administrator):
    factories.PartyFactory(category="PARTNER")
    run = asked(administrator, value_of("PARTNER"), value_of("RESELLER"))
    with work(actor=None, channel="system"):
        [membership] = Membership.objects.filter(user=administrator, group__name=roles.ADMINISTRATOR)
        writes.delete(membership, version=membership.version)
    run = ran(run)
    assert (run.state, run.message) == ("failed", "Who asked for this may no longer change the set-up.")
    assert Party.objects.get().category == "PARTNER"


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_a_killed_run_goes_on_where_it_stopped(administrator, monkeypatch, chunk):
    """Two kinds of record hold the country: the run may stop in the first, between them and in the second."""
    engine.stopping.clear()
    monkeypatch.setattr(jobs, "AT_A_TIME", 2)
    old, new = factories.CountryFactory(), Country.objects.get(code2="DE")
    for _n in range(3):
        factories.LocationFactory(country=old, postal_code="20457", city="Hamburg")
    factories.OperatingUnitFactory(country=old)
    real, calls = bulk.write, []

    def dying(*given):
        calls.append(1)
        outcome = real(*given)
        if len(calls) == chunk:
            raise Killed
        return outcome

    monkeypatch.setattr(bulk, "write", dying)
    run = asked(administrator, old, new)
    with pytest.raises(Killed):
        execute(run.pk)
    monkeypatch.setattr(bulk, "write", real)
    JobRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    run = ran(run)
    assert (run.state, run.done, run.total) == ("done", 4, 4)
    assert (run.counts["changed"], run.counts["same"], run.counts["refused"]) == (4, 0, 0)
    assert ChangeRecord.objects.filter(run_id=run.pk).count() == 4


def test_a_chunk_of_thirty_costs_as_many_queries_as_one_of_three(administrator):
    def cost(number, old, new):
        for _n in range(number):
            factories.PartyFactory(category=old)
        run = asked(administrator, value_of(old), value_of(new))
        with CaptureQueriesContext(connection) as queries:
            assert ran(run).counts["changed"] == number
        return len(queries)

    few = cost(3, "PARTNER", "RESELLER")
    assert cost(30, "PROSPECT", "PUBLIC") == few


def test_only_values_of_the_same_list_that_can_be_newly_chosen_are_substitutes():
    ended(value_of("RESELLER"))
    names = [str(value) for value in substitutes(value_of("PARTNER"))]
    assert names == ["Customer", "Prospect", "Public sector"]
    unit = factories.OperatingUnitFactory()
    own, other = factories.LedgerAccountFactory(unit=unit), factories.LedgerAccountFactory()
    assert list(substitutes(factories.LedgerAccountFactory(unit=unit))) == sorted(
        [own] + ([other] if other.unit is None else []), key=lambda row: row.name_key
    )


def test_some_values_are_never_replaced():
    assert kept_because(value_of("PARTNER")) == ""
    assert kept_because(factories.CollectorFactory()) == ""
    for value in (
        factories.OperatingUnitFactory(),
        factories.CurrencyFactory(),
        factories.ProfileClassFactory(),
        LookupValue.objects.filter(type__extensible=False).first(),
    ):
        assert kept_because(value)
