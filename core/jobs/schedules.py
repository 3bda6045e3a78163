"""When programs run by themselves: cron expressions in a time zone, one run at a time, missed times made up once."""

import datetime
import logging
import zoneinfo
from typing import Any

from cronsim import CronSim, CronSimError
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.jobs import programs
from core.jobs.runs import submit
from core.models import Job, JobRun

logger = logging.getLogger("registrar.jobs")
FIELDS = 5


def next_time(job: Job, after: datetime.datetime) -> datetime.datetime:
    """The first time after `after`, in UTC. ValidationError when schedule or time zone cannot be read.

    A time that the clocks skip in spring is run right after the change; one that comes twice in autumn runs once.
    Schedules that name every hour or minute (`*`) follow the real hours instead.
    """
    if problems := problems_of(job):
        raise ValidationError(problems)
    local = after.astimezone(zoneinfo.ZoneInfo(job.time_zone))
    # In the hour that comes twice the first answer may be its first coming, which is past.
    coming = (moment.astimezone(datetime.UTC) for moment in CronSim(job.schedule, local))
    return next(moment for moment in coming if moment > after)


def problems_of(job: Job) -> dict[str, str]:
    """What cannot be read in the job's schedule and time zone, by field."""
    problems = {}
    if job.time_zone not in zoneinfo.available_timezones():
        problems["time_zone"] = _("There is no time zone “%(zone)s”.") % {"zone": job.time_zone}
    if len(job.schedule.split()) != FIELDS:
        problems["schedule"] = _(
            "A schedule has five fields: minute, hour, day of month, month, day of week."
        )
        return problems
    try:
        next(CronSim(job.schedule, timezone.now()))
    except (CronSimError, StopIteration) as error:
        text = _("The schedule “%(schedule)s” cannot be read (%(reason)s).")
        reason = str(error) or _("it never comes")
        problems["schedule"] = text % {"schedule": job.schedule, "reason": reason}
    return problems


def tick(now: datetime.datetime | None = None) -> list[JobRun]:
    """Submit one run for each job that is due and wanted, however many of its times have passed; answers the runs.

    A job whose last run is not over waits for it, and then makes up for what it missed with one run.
    """
    now = now or timezone.now()
    _plan(now)
    due = Job.objects.filter(enabled=True, next_at__lte=now).order_by("next_at", "pk")
    return [run for job in due if (run := _run_due(job, now)) is not None]


def _plan(now: datetime.datetime) -> None:
    """Give jobs that are new, or whose schedule was changed, their next time."""
    for job in Job.objects.filter(enabled=True, next_at=None):
        if (following := _next_or_none(job, now)) is not None:
            Job.objects.filter(pk=job.pk, next_at=None).update(next_at=following)


def _run_due(job: Job, now: datetime.datetime) -> JobRun | None:
    """Move the job to its next time and submit its run, both or neither; None when it must wait or cannot run."""
    if JobRun.objects.active().filter(Q(job=job) | Q(lane=job.program)).exists():
        return None
    try:
        with transaction.atomic():
            mine = Job.objects.filter(pk=job.pk, enabled=True, next_at=job.next_at)
            if not mine.update(next_at=_next_or_none(job, now)):
                return None
            if not programs.get(job.program).is_wanted():
                return None
            return submit(job.program, job.parameters, job=job)
    except (ValidationError, programs.UnknownProgram):
        # Somebody was faster, or the job can never run; `doctor` names those.
        logger.warning("a scheduled job could not start", extra={"job": job.program}, exc_info=True)
        return None


def _next_or_none(job: Job, now: datetime.datetime) -> datetime.datetime | None:
    try:
        return next_time(job, now)
    except ValidationError:
        return None


def install(using: str = "default", **_kwargs: Any) -> None:
    """Make the schedules that every installation starts with, where the program has none.

    An administrator may change the row or switch it off; a program that has a row is left alone.
    """
    jobs = Job.objects.using(using)
    there = set(jobs.values_list("program", flat=True))
    jobs.bulk_create(
        Job(program=program.code, schedule=program.schedule, time_zone="UTC")
        for program in programs.all_programs()
        if program.schedule and program.code not in there
    )
