"""Planning a move, changing it, calling it off; and the day on which it happens by itself (R-268)."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.exceptions import StaleRecord
from core.jobs import engine, schedules, submit
from core.models import Job, JobRun
from core.work import work
from parties.models import Location, PartySite, QueueItem
from parties.services import remove_party
from reference.models import OperatingUnit
from sites.models import AccountSite, AddressMove, SiteUse
from sites.moves import cancel_move, carrying_out, change_move, fail_move, open_move, plan_move
from sites.services import remove_site
from tests.factories import country
from tests.parties.test_services import set_option

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-268")]
TODAY = datetime.date(2026, 2, 1)
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def set_to(day, hour=12):
        moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)
        monkeypatch.setattr("core.clock.now", lambda: moment)

    return set_to


@pytest.fixture(autouse=True)
def _today(at):
    at(TODAY)


def elsewhere(line1="Neue Straße 5"):
    return Location(country=country(), line1=line1, city="Bremen", postal_code="28195")


def planned(address, day=DAY, reason="They build a new one", **values):
    with work(actor=None, channel="page", reason=reason):
        return plan_move(address, elsewhere(), takes_effect=day, **values)


def run(program="move-addresses"):
    """The run of the program, as the worker does it."""
    waiting = submit(program, start=False)
    engine.execute(waiting.pk)
    return JobRun.objects.get(pk=waiting.pk)


@pytest.fixture
def address(house):
    return house.first.party_site


def test_before_the_day_nothing_is_changed_but_that_it_is_planned(house, address):
    move = planned(address)
    assert (move.state, move.why, open_move(address)) == ("P", "They build a new one", move)
    run()
    assert PartySite.objects.get(pk=address.pk).status == "A"
    assert AccountSite.objects.get(pk=house.first.pk).version == house.first.version


def test_on_the_day_the_program_carries_it_out(house, address, at):
    move = planned(address)
    at(DAY, hour=0)
    done = run()
    assert (done.state, done.counts) == ("done", {"moved": 1})
    move.refresh_from_db()
    assert (move.state, move.party_site.status) == ("D", "I")
    assert run().counts == {}


@pytest.mark.rule("D-17")
def test_the_day_is_the_installations(house, address, at, monkeypatch):
    planned(address)
    monkeypatch.setattr("core.clock.installation_zone", lambda: "America/New_York")
    at(DAY, hour=4)  # 23:00 of the day before in New York
    assert run().counts == {}
    at(DAY, hour=5)
    assert run().counts == {"moved": 1}


def test_a_day_that_has_come_is_at_once(address):
    assert planned(address, day=TODAY).state == "D"


def test_two_moves_of_one_address_are_not_planned(address):
    planned(address)
    with pytest.raises(ValidationError) as refused:
        planned(address)
    assert refused.value.message_dict == {
        "takes_effect": ["A move of this address is planned already; change or cancel it."]
    }


def test_an_inactive_address_does_not_move(house, address):
    with work(actor=None, channel="system"):
        remove_party(address.party, version=address.party.version)
    with pytest.raises(ValidationError) as refused:
        planned(address)
    assert refused.value.messages == [f"The address {address} is inactive."]


def test_the_new_address_is_whole_when_it_is_planned(address):
    with pytest.raises(ValidationError) as refused, work(actor=None, channel="page"):
        plan_move(address, Location(country=country(), line1="Neue Straße 5"), takes_effect=DAY)
    assert set(refused.value.message_dict) == {"city", "postal_code"}
    assert not AddressMove.objects.exists()


@pytest.mark.rule("R-065")
def test_a_number_is_asked_for_where_none_is_generated(address):
    set_option(generate_site_number=False)
    with pytest.raises(ValidationError) as refused:
        planned(address)
    assert refused.value.message_dict == {"number": ["Enter the site number: it is not generated."]}
    with pytest.raises(ValidationError) as refused:
        planned(address, number=address.number.lower())
    assert refused.value.message_dict == {"number": ["Another address has this site number."]}
    assert planned(address, day=TODAY, number="N-7").successor.number == "N-7"


def test_it_can_be_changed_before_the_day(address, at):
    move = planned(address)
    move.takes_effect = DAY + datetime.timedelta(days=7)
    move.location.line1 = "Noch neuere Straße 6"
    with work(actor=None, channel="page"):
        move = change_move(move, move.location, version=1, location_version=1)
    at(DAY)
    assert run().counts == {}
    at(move.takes_effect)
    assert run().counts == {"moved": 1}
    assert (
        PartySite.objects.get(party=address.party, identifying=True).location.line1 == "Noch neuere Straße 6"
    )


@pytest.mark.rule("D-19")
def test_a_change_of_what_somebody_changed_meanwhile_is_refused(address):
    move = planned(address)
    mine, theirs = AddressMove.objects.get(pk=move.pk), AddressMove.objects.get(pk=move.pk)
    theirs.takes_effect = DAY + datetime.timedelta(days=1)
    with work(actor=None, channel="page"):
        change_move(theirs, theirs.location, version=1, location_version=1)
    mine.takes_effect = DAY + datetime.timedelta(days=2)
    with pytest.raises(StaleRecord), work(actor=None, channel="page"):
        change_move(mine, mine.location, version=1, location_version=1)


def test_a_move_that_is_called_off_does_not_happen(address, at):
    move = planned(address)
    with work(actor=None, channel="page"):
        cancel_move(move, version=1)
    at(DAY)
    assert (run().counts, open_move(address)) == ({}, None)
    with pytest.raises(ValidationError) as refused, work(actor=None, channel="page"):
        cancel_move(AddressMove.objects.get(pk=move.pk), version=2)
    assert refused.value.messages == ["This move is not planned any more (Cancelled)."]
    assert planned(address, day=DAY + datetime.timedelta(days=1)).state == "P"


@pytest.mark.rule("R-267")
def test_one_that_cannot_be_is_told_and_does_not_keep_the_others(house, address, at):
    refused = planned(house.second.party_site)
    other = planned(address)
    with work(actor=None, channel="system"):
        remove_site(house.second, version=house.second.version)
        gone = PartySite.objects.get(pk=house.second.party_site_id)
        writes.remove(gone, version=gone.version)
    at(DAY)
    done = run()
    assert done.counts == {"failed": 1, "moved": 1}
    refused.refresh_from_db()
    other.refresh_from_db()
    why = f"The address {gone} was removed meanwhile; restore it, or cancel the move."
    assert [(refused.state, refused.failure), other.state] == [("F", why), "D"]
    assert [line["text"] for line in done.problems] == [why]
    item = QueueItem.objects.get(check_code="move-failed")
    assert (item.party, item.unit, item.label) == (address.party, None, f"{gone.number} · 2026-03-01: {why}")
    with work(actor=None, channel="page"):
        cancel_move(refused, version=refused.version)
    assert not QueueItem.objects.filter(check_code="move-failed").exists()


def test_one_that_failed_is_planned_again_by_changing_it(address, at):
    move = planned(address)
    with work(actor=None, channel="job"):
        move = fail_move(move, "The database was full.")
    move.takes_effect = TODAY
    with work(actor=None, channel="page"):
        move = change_move(move, move.location, version=move.version, location_version=1)
    assert (move.state, move.failure) == ("D", "")


def test_one_that_was_carried_out_meanwhile_does_not_fail_afterwards(address, at):
    move = planned(address)
    at(DAY)
    with work(actor=None, channel="job"):
        carrying_out.carry_out(move)
        kept = fail_move(move, "This move is not planned any more (Done).")
    assert (kept.state, kept.failure) == ("D", "")


STEPS = ["_move_sites", "arrive", "take_over_ship_tos", "add_addresses"]


@pytest.mark.parametrize("step", STEPS)
def test_what_fails_half_way_leaves_the_old_address_as_it_was(house, address, at, monkeypatch, step):
    planned(address)
    at(DAY)
    does = getattr(carrying_out, step)

    def fails(*args):
        does(*args)
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, step, fails)
        assert run().counts == {"failed": 1}
    move = AddressMove.objects.get()
    assert move.failure == "An error that the program does not know; it is in the log of the worker."
    assert PartySite.objects.filter(party=address.party).count() == 3
    assert set(SiteUse.objects.values_list("status", flat=True)) == {"A"}


def test_a_worker_that_is_killed_leaves_it_to_the_next(house, address, at, monkeypatch):
    planned(address)
    at(DAY)

    class Killed(BaseException):
        pass

    def fails(*args):
        raise Killed

    waiting = submit("move-addresses", start=False)
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(carrying_out, "take_over_ship_tos", fails)
        engine.execute(waiting.pk)
    assert AddressMove.objects.get().state == "P"
    assert set(SiteUse.objects.values_list("status", flat=True)) == {"A"}
    JobRun.objects.filter(pk=waiting.pk).update(state="waiting", lease_until=None)
    engine.execute(waiting.pk)
    assert AddressMove.objects.get().state == "D"


def test_every_installation_looks_every_hour_and_only_when_a_day_has_come(address, at):
    hourly = Job.objects.get(program="move-addresses")
    assert (hourly.schedule, hourly.enabled) == ("5 * * * *", True)
    planned(address)
    Job.objects.exclude(pk=hourly.pk).update(enabled=False)
    due = datetime.datetime(2026, 2, 28, 10, 5, tzinfo=datetime.UTC)
    Job.objects.filter(pk=hourly.pk).update(next_at=due)
    assert schedules.tick(due) == []
    at(DAY)
    due = datetime.datetime(2026, 3, 1, 0, 5, tzinfo=datetime.UTC)
    Job.objects.filter(pk=hourly.pk).update(next_at=due)
    assert [each.program for each in schedules.tick(due)] == ["move-addresses"]


def test_the_bill_to_never_lacks_a_day(house, address, at):
    """The evening before the old one is active, on the day the new one is."""
    planned(address)
    for day in (DAY - datetime.timedelta(days=1), DAY):
        at(day)
        run()
        for unit in OperatingUnit.objects.filter(pk=house.first.unit_id):
            assert SiteUse.objects.working_bill_tos().filter(account=house.account, unit=unit).count() == 1
