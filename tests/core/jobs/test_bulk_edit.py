"""The program that changes many records: whose they are, what stops it, and what happens when it is killed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core import lists, writes
from core.jobs import bulk_edit, engine, submit
from core.jobs.bulk_edit import Change, Selection, last_change, parameters
from core.jobs.engine import execute
from core.models import ChangeRecord, JobRun, Membership
from core.work import work
from parties.models import Party
from sites.models import AccountSite
from tests.factories import AccountFactory, AccountSiteFactory, PartyFactory

pytestmark = pytest.mark.django_db

PARTNER = Change({"category": "PARTNER"})


def asked(actor, selection, change=PARTNER, since=None):
    rest = {
        "since": last_change() if since is None else since,
        "records": "Some",
        "change": "It",
        "reason": "why not",
    }
    return submit("bulk-edit", parameters(selection, change, **rest), actor, start=False)


def ran(run):
    execute(run.pk)
    run.refresh_from_db()
    return run


def chosen(*records):
    return Selection(records[0]._meta.label_lower, [record.pk for record in records])


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(bulk_edit, "AT_A_TIME", 2)


@pytest.fixture
def parties(db):
    return [PartyFactory(name=f"Party {n}") for n in range(5)]


def test_the_chosen_records_change_with_reason_and_run(parties, clerk, small_chunks):
    run = ran(asked(clerk, chosen(*parties[:3])))
    assert (run.state, run.total, run.done) == ("done", 3, 3)
    assert run.counts == {"changed": 3, "same": 0, "refused": 0, "meanwhile": 0}
    lines = ChangeRecord.objects.filter(run_id=run.pk).order_by("pk")
    assert [(line.object_id, line.actor_id, line.channel, line.reason) for line in lines] == [
        (party.pk, clerk.pk, "job", "why not") for party in parties[:3]
    ]
    assert Party.objects.filter(category="").count() == 2


def test_another_units_record_is_as_if_it_were_not_there(clerk, unit_a, unit_b):
    own, other = AccountSiteFactory(unit=unit_a), AccountSiteFactory(unit=unit_b)
    run = ran(asked(clerk, chosen(own, other), Change({"category": "OFFICE"})))
    assert (run.total, run.counts["changed"], run.problems) == (1, 1, [])
    assert [site.category for site in AccountSite.objects.order_by("pk")] == ["OFFICE", ""]


def test_all_that_a_list_shows_change_within_the_users_units(clerk, unit_a, unit_b):
    account = AccountFactory()
    own = [AccountSiteFactory(account=account, unit=unit_a) for _n in range(3)]
    AccountSiteFactory(account=account, unit=unit_b)
    AccountSiteFactory(unit=unit_a)
    address = reverse("accounts:overview", args=[account.pk]) + "?per_page=1"
    selection = Selection("customer_sites.accountsite", address=address, region="rows")
    run = ran(asked(clerk, selection, Change({"category": "OFFICE"})))
    assert run.counts["changed"] == 3
    assert list(AccountSite.objects.filter(category="OFFICE").order_by("pk")) == own


def test_a_search_changes_what_it_finds_when_the_program_runs(clerk, parties, small_chunks):
    address = reverse("customers:search") + "?type=ORGANIZATION&name=party"
    run = asked(clerk, Selection("parties.party", address=address, region="customers"))
    with work(actor=None, channel="system"):
        [gone] = writes.lock(Party.objects.filter(pk=parties[1].pk))
        gone.name = "Renamed Ltd"
        writes.save(gone)
    assert ran(run).counts["changed"] == 4
    assert list(Party.objects.filter(category="")) == [gone]


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("/nowhere/", "rows"),
        ("/healthz", "rows"),
        ("/customers/?type=ORGANIZATION&name=party", "accounts-of"),
    ],
)
def test_a_list_that_is_no_list_changes_nothing(clerk, parties, address, region):
    run = ran(asked(clerk, Selection("parties.party", address=address, region=region)))
    assert (run.state, run.message) == (
        "failed",
        "The list is not there any more, or you may no longer open it.",
    )


def test_a_list_of_other_records_changes_nothing(clerk, parties):
    address = reverse("customers:search") + "?type=ORGANIZATION&name=party"
    run = ran(asked(clerk, Selection("accounts.account", address=address, region="customers")))
    assert (run.state, run.message) == ("failed", "The list holds records of another kind.")


@pytest.mark.rule("D-19")
def test_what_somebody_else_changed_since_the_preview_is_left_and_told(clerk, other_clerk, parties):
    run = asked(clerk, chosen(*parties))
    with work(actor=other_clerk, channel="page"):
        same, another = writes.lock(Party.objects.filter(pk__in=[parties[0].pk, parties[1].pk]))
        same.category, another.alias = "RESELLER", "Uno"
        writes.update_many([same, another])
    run = ran(run)
    assert run.counts == {"changed": 4, "same": 0, "refused": 0, "meanwhile": 1}
    assert [(line["where"], line["text"]) for line in run.problems] == [
        ("Party 0", f"was changed by {other_clerk} since the preview and was left alone.")
    ]
    stored = Party.objects.get(pk=another.pk)
    assert (stored.category, stored.alias) == ("PARTNER", "Uno")
    assert Party.objects.get(pk=same.pk).category == "RESELLER"


def test_without_looking_at_what_others_changed_their_work_would_be_lost(clerk, parties):
    """The twin of the test above: the number of the last change is what protects it."""
    run = asked(clerk, chosen(*parties), since=10**9)
    with work(actor=None, channel="system"):
        [same] = writes.lock(Party.objects.filter(pk=parties[0].pk))
        same.category = "RESELLER"
        writes.save(same)
    ran(run)
    assert Party.objects.get(pk=same.pk).category == "PARTNER"


@pytest.mark.parametrize("lost", ["role", "user"])
def test_who_may_no_longer_change_such_records_changes_none(clerk, parties, lost):
    run = asked(clerk, chosen(*parties))
    with work(actor=None, channel="system"):
        if lost == "role":
            [membership] = Membership.objects.filter(user=clerk)
            writes.delete(membership, version=membership.version)
        else:
            [user] = writes.lock(type(clerk).objects.filter(pk=clerk.pk))
            user.is_active = False
            writes.save(user)
    run = ran(run)
    assert (run.state, run.message) == ("failed", "Who asked for this may no longer change such records.")
    assert not Party.objects.exclude(category="").exists()


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_a_killed_run_goes_on_at_the_next_chunk_and_changes_nothing_twice(
    clerk, parties, small_chunks, monkeypatch, chunk
):
    engine.stopping.clear()
    address = reverse("customers:search") + "?type=ORGANIZATION&name=party&category="
    run = asked(clerk, Selection("parties.party", address=address, region="customers"))
    real, calls = bulk_edit.bulk.write, []

    def dying(*given):
        outcome = real(*given)
        calls.append(1)
        if len(calls) == chunk:
            raise Killed
        return outcome

    monkeypatch.setattr(bulk_edit.bulk, "write", dying)
    with pytest.raises(Killed):
        execute(run.pk)
    monkeypatch.setattr(bulk_edit.bulk, "write", real)
    JobRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    run = ran(run)
    assert (run.state, run.done, run.counts["changed"], run.counts["same"]) == ("done", 5, 5, 0)
    assert ChangeRecord.objects.filter(run_id=run.pk).count() == 5
    assert set(Party.objects.values_list("version", flat=True)) == {2}


def test_a_list_whose_rows_are_no_records_changes_nothing(clerk, parties, monkeypatch):
    """What a list shows of the past is rebuilt, and nothing that could be changed."""
    monkeypatch.setattr(lists, "rows_of", lambda region: [])
    address = reverse("customers:search") + "?type=ORGANIZATION&name=party"
    run = ran(asked(clerk, Selection("parties.party", address=address, region="customers")))
    assert (run.state, run.message) == ("failed", "The list holds records of another kind.")


def test_nobody_changes_nothing(parties):
    """A run that no person asked for has nobody's permission."""
    run = ran(asked(None, chosen(*parties)))
    assert (run.state, run.message) == ("failed", "Who asked for this may no longer change such records.")


def test_a_parameter_that_is_no_selection_is_refused(clerk):
    with pytest.raises(ValidationError):
        submit("bulk-edit", {"selection": ""}, clerk, start=False)
