"""Asking for runs: submit one, cancel it, let a stopped one go on. Each answer is decided in one statement."""

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import logs
from core.jobs import programs
from core.jobs.tasks import execute_run
from core.models import Job, JobRun
from core.work import open_unit

# After this long somebody looks whether the engine forgot a run that waits (a crash after the commit).
FORGOTTEN_AFTER = datetime.timedelta(minutes=5)

State = JobRun.State


class AlreadyActive(ValidationError):
    """The program allows one run at a time, and one waits or is under way."""


def submit(
    program: programs.Program | str,
    parameters: Mapping[str, Any] | None = None,
    actor: Any = None,
    *,
    job: Job | None = None,
    lane: str = "",
    start: bool = True,
) -> JobRun:
    """Ask for a run of `program`; answers it. Inside a unit of work it starts only if that commits.

    `lane`: of the runs with the same one only one waits or is under way; by itself the program's own rule.

    Raises UnknownProgram, ValidationError (parameters), or AlreadyActive. With `start` false the caller executes it.
    """
    chosen = programs.get(program) if isinstance(program, str) else program
    run = JobRun(
        job=job,
        program=chosen.code,
        parameters=chosen.clean(parameters or {}),
        lane=lane or _lane(chosen, job),
        requested_by=actor,
        request_id=_request_id(),
        lease_until=timezone.now() + FORGOTTEN_AFTER,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        if not JobRun.objects.active().filter(lane=run.lane).exists():
            raise
        text = _("“%(program)s” is waiting or running already; only one run at a time is possible.")
        raise AlreadyActive(text % {"program": chosen.title}) from error
    if start:
        enqueue(run.pk)
    return run


def enqueue(run_id: int) -> None:
    """Hand the run to the engine once the transaction, if there is one, is committed."""
    transaction.on_commit(partial(execute_run.enqueue, run_id))


def cancel(run: JobRun) -> JobRun:
    """Cancel a run: at once while it waits, after the chunk in hand when it is under way.

    ValidationError when it is over.
    """
    mine = JobRun.objects.filter(pk=run.pk)
    at_once = {"state": State.CANCELLED, "ended_at": timezone.now(), "cancel_requested": True}
    cancelled = mine.filter(state=State.WAITING).update(**at_once)
    if not cancelled and not mine.filter(state=State.RUNNING).update(cancel_requested=True):
        raise ValidationError(_("%(run)s is over already.") % {"run": run})
    return JobRun.objects.get(pk=run.pk)


def resume(run: JobRun) -> JobRun:
    """Let a failed or cancelled run go on where it stopped.

    ValidationError when it is neither, or AlreadyActive when another run of the program is waiting or under way.
    """
    stopped = JobRun.objects.filter(pk=run.pk, state__in=[State.FAILED, State.CANCELLED])
    again = {"state": State.WAITING, "cancel_requested": False, "message": "", "ended_at": None}
    try:
        with transaction.atomic():
            changed = stopped.update(**again, lease_until=timezone.now() + FORGOTTEN_AFTER)
    except IntegrityError as error:
        text = _("Another run of “%(program)s” is waiting or running; let it end first.")
        raise AlreadyActive(text % {"program": programs.title_of(run.program)}) from error
    if not changed:
        raise ValidationError(_("%(run)s did not stop half-way; start a new run.") % {"run": run})
    enqueue(run.pk)
    return JobRun.objects.get(pk=run.pk)


def _lane(program: programs.Program, job: Job | None) -> str:
    """What only one active run may have: the program, or at least the schedule that asks for it."""
    if program.one_at_a_time:
        return program.code
    return f"job-{job.pk}" if job else ""


def _request_id() -> str:
    unit_of_work = open_unit()
    return (unit_of_work.request_id if unit_of_work else "") or logs.request_id.get()
