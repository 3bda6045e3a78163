"""Only one worker holds a run, and one whose fence is old writes no more."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from core.jobs import Step, leases, submit
from core.jobs.engine import execute
from core.models import JobRun

pytestmark = pytest.mark.django_db


def run_of(code="mark"):
    return submit(code, start=False)


def let_the_lease_run_out(run):
    JobRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))


def test_a_worker_whose_fence_is_old_writes_no_more(marking, parties):
    run = run_of()

    def other_worker_takes_over(number):
        if number == 3:
            # Another worker, while this one sleeps in the midst of its chunk. It is one connection here, so the
            # takeover is undone with the chunk; what counts is that the chunk is not committed.
            JobRun.objects.filter(pk=run.pk).update(fence=7)

    marking.before = other_worker_takes_over
    assert execute(run.pk) is True
    run.refresh_from_db()
    assert marking.names() == ["Party 0!", "Party 1!", "Party 2", "Party 3", "Party 4"]
    assert (run.state, run.done) == ("running", 2)


@pytest.mark.twin("fence")
def test_without_the_fence_the_stale_worker_would_write_twice(marking, parties, monkeypatch):
    """The negative control of the test above."""
    run = run_of()

    def other_worker_takes_over(number):
        if number == 3:
            JobRun.objects.filter(pk=run.pk).update(fence=7)

    def careless(lease, **values):
        JobRun.objects.filter(pk=lease.run.pk).update(**values)

    marking.before = other_worker_takes_over
    monkeypatch.setattr(leases.Lease, "_update", careless)
    monkeypatch.setattr(leases.Lease, "cancelled", lambda lease: False)
    execute(run.pk)
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def test_a_stale_worker_stops_between_chunks(marking, parties):
    run = run_of()
    first = leases.take(run.pk)
    let_the_lease_run_out(run)
    second = leases.take(run.pk)
    assert (first.fence, second.fence) == (1, 2)
    for held, lost in ((first, True), (second, False)):
        if lost:
            with pytest.raises(leases.LostLease):
                held.cancelled()
            with pytest.raises(leases.LostLease):
                held.save(Step(done=1))
            with pytest.raises(leases.LostLease):
                held.end("done")
        else:
            held.save(Step(done=1))
    assert JobRun.objects.get(pk=run.pk).done == 1


def test_only_one_worker_takes_a_run(marking, db):
    run = run_of()
    assert leases.take(run.pk) is not None
    assert leases.take(run.pk) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_another_connection_that_takes_over_waits_and_then_does_not(marking, parties):
    """The takeover and the checkpoint meet in the row of the run: whoever is second sees what the first did."""
    run = run_of()
    taken = []

    def take_over_elsewhere(number):
        if number == 2:
            JobRun.objects.filter(pk=run.pk).update(
                lease_until=timezone.now() - datetime.timedelta(seconds=1)
            )
            taken.append(_in_thread(lambda: leases.take(run.pk)))

    marking.before = take_over_elsewhere
    execute(run.pk)
    assert taken[0].result(timeout=10) is None
    run.refresh_from_db()
    assert (run.state, run.done, run.fence) == ("done", 5, 1)


def _in_thread(function):
    def call():
        try:
            return function()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(call)
    pool.shutdown(wait=False)
    return future
