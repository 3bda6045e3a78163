"""Executing a run: chunk by chunk, each committed alone, until the program ends, fails or is cancelled."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Event
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils.translation import gettext as _

from core import logs, preferences, retry
from core.jobs import leases, notices, programs
from core.jobs.leases import Lease, LostLease
from core.jobs.programs import Step
from core.jobs.runs import enqueue
from core.models import JobRun
from core.work import work

logger = logging.getLogger("registrar.jobs")
State = JobRun.State

# Set when this process is to end: runs are left to the next worker after the chunk in hand.
stopping = Event()

MOST_ATTEMPTS = 3
FIRST_PAUSE = 0.1


def execute(run_id: int) -> bool:
    """Work on the run until it ends; False when it is not to be worked on (it is over, or another worker has it).

    Nothing is raised: what goes wrong is told on the run in words, and logged with the places it came from.
    """
    lease = leases.take(run_id)
    if lease is None:
        return False
    with _logging_as(lease.run), _written_for(lease.run):
        try:
            _work_on(lease)
            notices.tell(run_id)
        except LostLease:
            logger.warning("the run was taken over by another worker", extra={"run_id": run_id})
    return True


def _work_on(lease: Lease) -> None:
    extra = {"run_id": lease.run.pk, "job": lease.run.program}
    logger.info("run started", extra=extra)
    try:
        _with_attempts(lease)
    except LostLease:
        raise
    except (ValidationError, programs.UnknownProgram) as error:
        logger.warning("run failed", extra=extra, exc_info=True)
        _fail(lease, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    except Exception:
        logger.exception("run failed", extra=extra)
        text = _(
            "The program stopped because of an error that it does not know. What was done up to there is kept. "
            "Tell your administrator the number of the run, %(run)d%(request)s."
        )
        request = lease.run.request_id
        shown = _(", and of the request, %(request)s") % {"request": request} if request else ""
        _fail(lease, text % {"run": lease.run.pk, "request": shown})
    else:
        logger.info("run ended", extra=extra)


def _fail(lease: Lease, message: str) -> None:
    lease.end(State.FAILED, message)


def _with_attempts(lease: Lease) -> None:
    """Go on after a deadlock or a busy database, from the last committed chunk, at most MOST_ATTEMPTS times."""
    failures = 0
    while True:
        done_before = lease.run.position, lease.run.done
        try:
            _chunks(lease)
            return
        except OperationalError as error:
            lease.reload()
            failures = 1 if (lease.run.position, lease.run.done) != done_before else failures + 1
            if failures >= MOST_ATTEMPTS or not retry.passes(error):
                raise
            time.sleep(FIRST_PAUSE * 2**failures)


def _chunks(lease: Lease) -> None:
    run = lease.run
    program = programs.get(run.program)
    seen = programs.Run(run.pk, program.clean(run.parameters), run.position, run.counts, run.requested_by)
    with closing(program.start(seen)) as chunks:
        while not _to_stop(lease):
            if _chunk(lease, chunks):
                return


def _to_stop(lease: Lease) -> bool:
    """Between two chunks: end a run that somebody cancelled, give back one whose worker is to end."""
    if lease.cancelled():
        kept = programs.keeps(lease.run.program)
        done, nothing = _("Cancelled. What was done up to there is kept."), _("Cancelled. Nothing was kept.")
        lease.end(State.CANCELLED, done if kept else nothing)
        return True
    if stopping.is_set():
        lease.give_back()
        enqueue(lease.run.pk)
        return True
    return False


def _chunk(lease: Lease, chunks: Any) -> bool:
    """One chunk with its unit of work; True when it was the last one."""
    run = lease.run
    outside = programs.get(run.program).outside_work
    step = _next(chunks) if outside else None
    with work(actor=run.requested_by, channel="job", request_id=run.request_id, run_id=run.pk):
        step = step or _next(chunks)
        if isinstance(step, End):
            lease.end(State.DONE, step.message)
            return True
        lease.save(step)
        return False


@dataclass(frozen=True)
class End:
    """After its last step a program has come to its end, and may say what came out."""

    message: str


def _next(chunks: Any) -> Step | End:
    try:
        step: Step = next(chunks)
    except StopIteration as end:
        return End(str(end.value or ""))
    return step


@contextmanager
def _written_for(run: JobRun) -> Iterator[None]:
    """Let what a run writes down, and the files that it makes, be in the language of who asked for it."""
    with preferences.read_by(run.requested_by) if run.requested_by else nullcontext():
        yield


@contextmanager
def _logging_as(run: JobRun) -> Iterator[None]:
    """Let the log lines of a run carry the request that asked for it, and who did."""
    request = logs.request_id.set(run.request_id)
    user = logs.user_id.set(run.requested_by_id)
    try:
        yield
    finally:
        logs.request_id.reset(request)
        logs.user_id.reset(user)
