"""Telling who asked for a run that it is over, by mail, where he wants that (core.mail)."""

import datetime

from django.utils.text import format_lazy

from core import mail
from core.jobs import programs
from core.models import JobRun

# He is likely to have turned to something else after this long.
LONG = datetime.timedelta(minutes=1)
# A run that was cancelled was cancelled by somebody who knows.
TOLD = frozenset({JobRun.State.DONE, JobRun.State.FAILED})


def tell(run_id: int) -> bool:
    """Write to who asked for a run that is over; answers whether a mail will be sent."""
    run = JobRun.objects.select_related("requested_by").get(pk=run_id)
    if run.requested_by is None or run.state not in TOLD or not (_took_long(run) or _always(run)):
        return False
    subject = format_lazy("{run}: {state}", run=run, state=JobRun.State(run.state).label)
    context = {"run": run, "counts": _counts(run), "link": mail.link(run.get_absolute_url())}
    return mail.notify(run.requested_by, subject, "run_ended", context)


def _took_long(run: JobRun) -> bool:
    return run.duration is not None and run.duration >= LONG


def _always(run: JobRun) -> bool:
    try:
        return programs.get(run.program).told_always
    except programs.UnknownProgram:
        return False


def _counts(run: JobRun) -> list[tuple[object, int]]:
    try:
        return programs.get(run.program).named(run.counts)
    except programs.UnknownProgram:
        return []
