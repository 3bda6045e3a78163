"""Workers as real processes: one that is asked to end, and one that is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.sqlite

# Each chunk makes one row, and making it twice fails. Says which chunk is in hand, before its commit.
SLOW = """
import sys, time
from core.jobs import Step, program, engine, submit
from core.models import JobRun, WorkerHeartbeat
from django.utils import timezone

@program("slow", title="Slow")
def slow(run):
    for number in range(run.position or 0, 6):
        WorkerHeartbeat.objects.create(name=str(number), at=timezone.now())
        print(number, flush=True)
        time.sleep(PAUSE)
        yield Step(position=number + 1, done=1, counts={"made": 1})

run = JobRun.objects.filter(program="slow").first() or submit("slow", start=False)
engine.execute(run.pk)
"""


class Installation:
    """A database file of its own, and ways to run manage.py on it and to look into it."""

    def __init__(self, file):
        self.file = file
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "SECRET_KEY": "k" * 60,
            "DATABASE_URL": f"sqlite:///{file}",
            "LOG_LEVEL": "INFO",
        }

    def manage(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def ask(self, sql):
        with closing(sqlite3.connect(self.file, timeout=20, isolation_level=None)) as database:
            return database.execute(sql).fetchall()

    def wait_for(self, sql, answer, seconds=60):
        end = time.monotonic() + seconds
        while (found := self.ask(sql)) != answer:
            assert time.monotonic() < end, found
            time.sleep(0.1)


@pytest.fixture
def installation(django_db_setup, django_db_blocker, tmp_path):
    """A copy of the empty test database."""
    file = tmp_path / "registrar.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return Installation(file)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_does_what_is_due_and_ends_cleanly_on_a_signal(installation, number):
    installation.ask("UPDATE core_job SET next_at = '2026-01-01 00:00:00'")
    worker = installation.manage("worker", "--name=w1")
    try:
        installation.wait_for("SELECT state FROM core_jobrun", [("done",)])
        # The script that started it passes the same Ctrl-C on.
        worker.send_signal(number)
        worker.send_signal(number)
        _out, log = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0
    assert "Traceback" not in log
    assert log.count('"message": "worker stopped"') == 1
    assert installation.ask("SELECT name FROM core_workerheartbeat") == [("w1",)]


def test_a_killed_worker_leaves_whole_chunks_and_the_next_one_finishes(installation):
    first = installation.manage("shell", "-v0", "-c", SLOW.replace("PAUSE", "0.2"))
    try:
        for _chunk in range(4):
            said = first.stdout.readline().strip()
        assert said == "3"
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=30)
    finally:
        first.kill()
    made = "SELECT name FROM core_workerheartbeat ORDER BY name"
    state = "SELECT state, done, position FROM core_jobrun"
    assert installation.ask(made) == [("0",), ("1",), ("2",)]
    assert installation.ask(state) == [("running", 3, "3")]

    installation.ask("UPDATE core_jobrun SET lease_until = '2026-01-01 00:00:00'")
    second = installation.manage("shell", "-v0", "-c", SLOW.replace("PAUSE", "0"))
    _out, log = second.communicate(timeout=60)
    assert (second.returncode, "Traceback" in log) == (0, False)
    assert installation.ask(made) == [(str(number),) for number in range(6)]
    assert installation.ask("SELECT state, done, counts FROM core_jobrun") == [("done", 6, '{"made": 6}')]
