"""The worker: heartbeat, what is due, what others left, and a clean end."""

import datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.jobs import leases, submit, worker
from core.models import Job, JobRun, WorkerHeartbeat


@pytest.mark.django_db
def test_a_round_says_that_the_worker_is_alive():
    before = timezone.now()
    worker.keep_going("here-1")
    worker.keep_going("here-1")
    [beat] = WorkerHeartbeat.objects.all()
    assert beat.name == "here-1"
    assert before <= beat.at <= timezone.now()


@pytest.mark.django_db
def test_a_round_starts_what_is_due(no_jobs, django_capture_on_commit_callbacks):
    Job.objects.create(program="prune", schedule="0 3 * * *", next_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        worker.keep_going("here-1")
    run = JobRun.objects.get()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[run.pk]]


@pytest.mark.django_db
def test_a_round_takes_over_the_runs_of_dead_workers(no_jobs, django_capture_on_commit_callbacks):
    lost, held = submit("prune"), submit("checkdata")
    leases.take(lost.pk)
    leases.take(held.pk)
    past = timezone.now() - datetime.timedelta(seconds=1)
    JobRun.objects.filter(pk=lost.pk).update(lease_until=past)
    with django_capture_on_commit_callbacks(execute=True):
        worker.keep_going("here-1")
        worker.keep_going("here-1")
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[lost.pk]]
    states = dict(JobRun.objects.values_list("pk", "state"))
    assert states == {lost.pk: "waiting", held.pk: "running"}


@pytest.mark.django_db
def test_a_round_starts_runs_that_the_engine_forgot(no_jobs, django_capture_on_commit_callbacks):
    run, fresh = submit("prune"), submit("checkdata")
    JobRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        worker.keep_going("here-1")
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[run.pk]]
    assert JobRun.objects.get(pk=fresh.pk).state == "waiting"


@pytest.mark.django_db
def test_a_database_that_does_not_answer_does_not_end_the_worker(monkeypatch, caplog):
    def down(name):
        raise OperationalError("secret")

    monkeypatch.setattr(worker, "keep_going", down)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.Keeper("here-1").round()
    assert [record.message for record in caplog.records] == ["the database could not be asked"]


@pytest.mark.django_db
def test_once_does_what_waits_and_ends(no_jobs, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    with django_capture_on_commit_callbacks(execute=True):
        run = submit("prune")
    call_command("worker", once=True, name="here-1")
    run.refresh_from_db()
    assert run.state == "done"
    assert [beat.name for beat in WorkerHeartbeat.objects.all()] == ["here-1"]
