"""/healthz speaks for the process, /readyz for everything that it needs (trust rule 24)."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from core import health
from core.models import JobRun, WorkerHeartbeat


@pytest.fixture
def probe():
    return Client()


def beat(*, minutes_ago):
    WorkerHeartbeat.objects.create(name="one", at=timezone.now() - timedelta(minutes=minutes_ago))


def answer(probe):
    response = probe.get("/readyz")
    return response.status_code, response.json()


def test_the_process_answers_without_asking_the_database(probe, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = probe.get("/healthz", headers={"Cookie": f"sessionid={'a' * 32}"})
    assert (response.status_code, response.json()) == (200, {"process": "ok"})


def test_ready_without_a_worker_that_was_never_started(probe, db):
    assert answer(probe) == (200, {"database": "ok", "migrations": "ok", "worker": "not seen"})


def test_ready_with_a_worker_that_is_alive(probe, db, settings):
    settings.REQUIRE_WORKER = True
    beat(minutes_ago=1)
    assert answer(probe) == (200, {"database": "ok", "migrations": "ok", "worker": "ok"})


@pytest.mark.parametrize("minutes_ago", [None, 6])
def test_not_ready_when_a_worker_is_required_and_none_is_alive(probe, db, settings, minutes_ago):
    settings.REQUIRE_WORKER = True
    if minutes_ago:
        beat(minutes_ago=minutes_ago)
    assert answer(probe)[0] == 503


def test_a_silent_worker_matters_as_soon_as_work_waits(probe, db):
    beat(minutes_ago=6)
    assert answer(probe) == (200, {"database": "ok", "migrations": "ok", "worker": "silent"})
    JobRun.objects.create(program="rebuild")
    assert answer(probe) == (503, {"database": "ok", "migrations": "ok", "worker": "silent"})


def test_not_ready_before_the_migrations_ran(probe, db, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["core.0002"])
    assert answer(probe) == (503, {"database": "ok", "migrations": "pending"})


def test_not_ready_when_the_database_is_gone(probe, db, monkeypatch):
    def refuse():
        raise OperationalError("connection to 10.1.2.3 refused")

    with monkeypatch.context() as gone:
        gone.setattr(connection, "cursor", refuse)
        found = answer(probe)
    assert found == (503, {"database": "not reachable"})
