"""The worker process: does what waits, starts what is due, says that it is alive.

Tasks run in the main thread, one after another, with the engine's own worker; a second thread keeps the rest going
meanwhile. Where the setting TASKS names another engine, that engine's worker does the tasks and this one the rest.
"""

import logging
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, connections
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from core.jobs import leases, schedules
from core.jobs.engine import stopping
from core.jobs.runs import enqueue
from core.models import WorkerHeartbeat

logger = logging.getLogger("registrar.worker")
BEAT_SECONDS = 15
# How long to wait before looking for new tasks. SQLite has one file for everybody: it is left in peace longer.
POLL_SECONDS = {"sqlite": 2.0}
POLL_SECONDS_ELSEWHERE = 1.0
LONGEST_NAME = 64
PATIENCE_SECONDS = 2.0


def keep_going(name: str) -> None:
    """One round of the second thread: say that we are alive, start what is due, take over what others left."""
    WorkerHeartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
    schedules.tick()
    for run_id in leases.release_lost():
        logger.warning("a run without a worker is started again", extra={"run_id": run_id})
        enqueue(run_id)


class Keeper(threading.Thread):
    """Calls `keep_going` every BEAT_SECONDS, with database connections of its own, until the process is to end."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"keeper of {name}", daemon=True)
        self.worker_name = name

    def run(self) -> None:
        """Go on through every failure of the database: it may come back."""
        try:
            while not stopping.is_set():
                self.round()
                stopping.wait(BEAT_SECONDS)
        finally:
            connections.close_all()

    def round(self) -> None:
        """One round that never raises a database error."""
        close_old_connections()
        try:
            keep_going(self.worker_name)
        except (DatabaseError, InterfaceError):
            logger.exception("the database could not be asked")


class TaskLoop:
    """Runs the tasks of the database engine that wait, one after another."""

    def __init__(self, name: str) -> None:
        self.backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
        self.ours = isinstance(self.backend, DatabaseBackend)
        self.engine = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=POLL_SECONDS_ELSEWHERE,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
        )

    def run(self) -> None:
        """Until the process is to end."""
        while not stopping.is_set():
            self.round()
            stopping.wait(POLL_SECONDS.get(connection.vendor, POLL_SECONDS_ELSEWHERE))

    def round(self) -> None:
        """Everything that waits now. Only a plain read when that is nothing: no lock is taken."""
        close_old_connections()
        try:
            waiting = DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
            if self.ours and waiting.exists():
                self.engine.run()
        except (DatabaseError, InterfaceError):
            logger.exception("the database could not be asked")

    def stop(self) -> None:
        """Begin no further task."""
        self.engine.running = False


def run_worker(name: str, *, once: bool = False) -> None:
    """Be a worker until SIGTERM or SIGINT; with `once` do what waits and is due, and end.

    The first signal lets the chunk in hand end and leaves the rest of its run to the next worker; a later one
    ends at once, which rolls that chunk back.
    """
    name = name[:LONGEST_NAME]
    tasks, keeper = TaskLoop(name), Keeper(name)
    if once:
        keeper.round()
        tasks.round()
        return
    stopping.clear()
    # It would say that it exits each time it has done what waits.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    _stop_on_signals(tasks)
    logger.info("worker started")
    keeper.start()
    tasks.run()
    keeper.join(timeout=BEAT_SECONDS)
    logger.info("worker stopped")


def _stop_on_signals(tasks: TaskLoop) -> None:
    asked_at: list[float] = []

    def stop(number: int, frame: FrameType | None) -> None:
        # Ctrl-C in a script reaches us twice at once: from the terminal and from the script.
        asked_at.append(time.monotonic())
        if asked_at[-1] - asked_at[0] > PATIENCE_SECONDS:
            raise KeyboardInterrupt
        stopping.set()
        tasks.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
