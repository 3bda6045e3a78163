"""A run: chunks that are committed alone, and what becomes of it when something happens between them."""

import datetime
import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from core.jobs import Step, engine, submit
from core.jobs.engine import execute
from core.models import ChangeRecord, JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def not_stopping():
    engine.stopping.clear()
    yield
    engine.stopping.clear()


def run_of(code="mark", **options):
    return submit(code, start=False, **options)


def test_a_run_ends_with_its_counts_and_outcome(marking, parties):
    run = run_of()
    assert execute(run.pk) is True
    run.refresh_from_db()
    assert (run.state, run.total, run.done, run.counts) == ("done", 5, 5, {"marked": 5})
    assert run.message == "5 marked."
    assert run.ended_at is not None
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def test_a_run_that_is_over_is_not_run_again(marking, parties):
    run = run_of()
    execute(run.pk)
    assert execute(run.pk) is False
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def test_each_chunk_is_a_unit_of_work_of_who_asked(marking, parties, clerk):
    run = run_of(actor=clerk)
    execute(run.pk)
    changes = ChangeRecord.objects.filter(model="parties.party", run_id=run.pk).order_by("pk")
    assert [(c.actor_id, c.channel, c.object_id) for c in changes] == [
        (clerk.pk, "job", party.pk) for party in parties
    ]


def test_what_was_committed_before_a_failure_stays_and_the_chunk_in_hand_does_not(marking, parties, caplog):
    def fail(number):
        if number == 3:
            raise ZeroDivisionError("secret of party 3")

    marking.before = fail
    run = run_of()
    with caplog.at_level(logging.ERROR, logger="registrar.jobs"):
        execute(run.pk)
    run.refresh_from_db()
    assert marking.names() == ["Party 0!", "Party 1!", "Party 2", "Party 3", "Party 4"]
    assert (run.state, run.done, run.counts, run.position) == ("failed", 2, {"marked": 2}, parties[1].pk)
    assert run.message == (
        "The program stopped because of an error that it does not know. What was done up to there is kept. "
        f"Tell your administrator the number of the run, {run.pk}."
    )
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]


def test_a_refusal_of_the_domain_is_told_in_its_own_words(register):
    @register("refusing", title="Refusing")
    def refusing(run):
        yield Step(total=1)
        raise ValidationError("The list is empty.")

    run = run_of("refusing")
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", "The list is empty.")


def test_the_failure_names_the_request_that_asked(marking, parties):
    marking.before = lambda number: 1 / 0
    run = run_of()
    JobRun.objects.filter(pk=run.pk).update(request_id="abc123")
    execute(run.pk)
    run.refresh_from_db()
    assert run.message.endswith(f"the number of the run, {run.pk}, and of the request, abc123.")


class Killed(BaseException):
    """The process is gone: nothing of ours runs any more."""


def kill_at(chunk):
    def kill(number):
        if number == chunk:
            raise Killed

    return kill


def let_the_lease_run_out(run):
    JobRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_a_killed_worker_loses_nothing_and_the_next_repeats_nothing(marking, parties, chunk):
    marking.before = kill_at(chunk)
    run = run_of()
    with pytest.raises(Killed):
        execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("running", chunk - 1)
    assert sum(name.endswith("!") for name in marking.names()) == chunk - 1

    marking.before = lambda number: None
    assert execute(run.pk) is False, "the lease of the dead worker has not run out yet"
    let_the_lease_run_out(run)
    assert execute(run.pk) is True
    run.refresh_from_db()
    assert marking.names() == [f"Party {n}!" for n in range(5)]
    assert (run.state, run.total, run.done, run.counts) == ("done", 5, 5, {"marked": 5})
    assert ChangeRecord.objects.filter(run_id=run.pk).count() == 5


def test_a_worker_that_is_to_end_leaves_the_rest_to_the_next(marking, parties):
    marking.before = lambda number: engine.stopping.set() if number == 2 else None
    run = run_of()
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("waiting", 2)

    engine.stopping.clear()
    marking.before = lambda number: None
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 5)
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def busy(times):
    """Fails like a busy database, this many times."""
    left = [times]

    def fail(number):
        if left[0]:
            left[0] -= 1
            raise OperationalError("database is locked")

    return fail


def test_a_busy_database_is_tried_again_from_the_last_chunk(marking, parties, monkeypatch):
    monkeypatch.setattr(engine, "FIRST_PAUSE", 0)
    marking.before = busy(2)
    run = run_of()
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 5)
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def test_three_failures_in_a_row_are_enough(marking, parties, monkeypatch):
    monkeypatch.setattr(engine, "FIRST_PAUSE", 0)
    marking.before = busy(3)
    run = run_of()
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("failed", 0)
