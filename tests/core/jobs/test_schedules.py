"""Programs that run by themselves."""

import dataclasses
import datetime

import pytest
from django.core.exceptions import ValidationError

from core.jobs import programs, schedules
from core.jobs.engine import execute
from core.models import Job, JobRun

pytestmark = pytest.mark.django_db


def utc(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def job(schedule="0 * * * *", zone="UTC", program="prune", **values):
    return Job.objects.create(program=program, schedule=schedule, time_zone=zone, **values)


def times(schedule, zone, after, count):
    """The next `count` times, in UTC."""
    one, moment, found = Job(schedule=schedule, time_zone=zone), utc(after), []
    for _number in range(count):
        moment = schedules.next_time(one, moment)
        found.append(moment.strftime("%m-%d %H:%M"))
    return found


def test_times_are_those_of_the_time_zone():
    assert times("0 9 * * MON", "America/New_York", "2026-06-01T00:00", 2) == ["06-01 13:00", "06-08 13:00"]


def test_a_time_that_the_clocks_skip_runs_once_right_after():
    # Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    assert times("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00", 4) == [
        "03-28 01:30",
        "03-29 01:00",
        "03-30 00:30",
        "03-31 00:30",
    ]


def test_a_time_that_comes_twice_runs_once():
    # Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
    assert times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", 2) == ["10-25 00:30", "10-26 01:30"]


def test_asking_within_the_hour_that_comes_twice_does_not_answer_with_the_past():
    # 01:10 UTC is 02:10 for the second time; the first 02:30 has gone by.
    assert times("30 2 * * *", "Europe/Berlin", "2026-10-25T01:10", 1) == ["10-26 01:30"]


def test_every_half_hour_means_real_half_hours_through_both_changes():
    assert times("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:00", 4) == [
        "10-25 00:30",
        "10-25 01:00",
        "10-25 01:30",
        "10-25 02:00",
    ]


def test_a_new_job_is_given_its_next_time(no_jobs):
    one = job()
    assert schedules.tick(utc("2026-06-01T10:20")) == []
    one.refresh_from_db()
    assert one.next_at == utc("2026-06-01T11:00")


def test_a_due_job_runs_with_its_parameters(no_jobs):
    one = job(program="checkdata", parameters={"model": "core.user"}, next_at=utc("2026-06-01T11:00"))
    [run] = schedules.tick(utc("2026-06-01T11:00"))
    assert (run.job, run.program, run.parameters, run.requested_by) == (
        one,
        "checkdata",
        {"model": "core.user"},
        None,
    )
    one.refresh_from_db()
    assert one.next_at == utc("2026-06-01T12:00")


def test_missed_times_collapse_into_one_run(no_jobs):
    one = job(next_at=utc("2026-06-01T11:00"))
    assert len(schedules.tick(utc("2026-06-09T08:30"))) == 1
    one.refresh_from_db()
    assert one.next_at == utc("2026-06-09T09:00")
    assert JobRun.objects.count() == 1


def test_a_job_waits_for_its_last_run_and_then_makes_up_once(no_jobs):
    job(next_at=utc("2026-06-01T11:00"))
    [first] = schedules.tick(utc("2026-06-01T11:00"))
    for hour in range(12, 16):
        assert schedules.tick(utc(f"2026-06-01T{hour}:00")) == []
    execute(first.pk)
    assert len(schedules.tick(utc("2026-06-01T16:00"))) == 1
    assert schedules.tick(utc("2026-06-01T16:30")) == []
    assert JobRun.objects.count() == 2


def test_two_workers_that_see_the_same_due_job_start_it_once(no_jobs):
    one = job(next_at=utc("2026-06-01T11:00"))
    seen_by_both = Job.objects.get(pk=one.pk)
    now = utc("2026-06-01T11:00")
    assert schedules._run_due(one, now) is not None
    JobRun.objects.update(state="done")
    assert schedules._run_due(seen_by_both, now) is None


def test_a_job_that_is_switched_off_does_not_run(no_jobs):
    job(next_at=utc("2026-06-01T11:00"), enabled=False)
    assert schedules.tick(utc("2026-06-02T11:00")) == []


def test_a_job_that_can_never_run_does_not_stop_the_others(no_jobs):
    job(program="gone", next_at=utc("2026-06-01T10:00"))
    job("nonsense", next_at=None)
    job(next_at=utc("2026-06-01T11:00"))
    assert [run.program for run in schedules.tick(utc("2026-06-01T11:00"))] == ["prune"]


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (
            {"schedule": "* * *"},
            "schedule",
            "A schedule has five fields: minute, hour, day of month, month, day of week.",
        ),
        ({"schedule": "61 * * * *"}, "schedule", "The schedule “61 * * * *” cannot be read (Bad minute)."),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "There is no time zone “Mars/Olympus”."),
        ({"program": "gone"}, "program", "There is no program “gone”."),
        ({"parameters": {"a": 1}}, "parameters", "a: The program “prune” has no parameter “a”."),
    ],
)
def test_a_job_that_can_not_run_is_refused_with_the_reason(values, field, message):
    one = Job(**{"program": "prune", "schedule": "0 3 * * *", "time_zone": "UTC", **values})
    with pytest.raises(ValidationError) as refused:
        one.clean()
    assert refused.value.message_dict == {field: [message]}


def test_every_installation_cleans_up_at_night_unless_somebody_switched_that_off():
    nightly = Job.objects.get(program="prune")
    assert (nightly.schedule, nightly.time_zone, nightly.enabled) == ("15 3 * * *", "UTC", True)
    Job.objects.update(enabled=False)
    schedules.install()
    assert [one.enabled for one in Job.objects.filter(program="prune")] == [False]


def test_a_program_with_nothing_to_do_makes_no_run_and_keeps_its_times(no_jobs, monkeypatch):
    hourly = job(program="prune", schedule="0 * * * *")
    schedules.tick(utc("2026-06-01T10:30"))
    asked = dataclasses.replace(programs.get("prune"), wanted=lambda: False)
    monkeypatch.setitem(programs._registry, "prune", asked)
    assert schedules.tick(utc("2026-06-01T11:00")) == []
    hourly.refresh_from_db()
    assert hourly.next_at == utc("2026-06-01T12:00")
    monkeypatch.setitem(programs._registry, "prune", dataclasses.replace(asked, wanted=lambda: True))
    assert [run.program for run in schedules.tick(utc("2026-06-01T12:00"))] == ["prune"]
