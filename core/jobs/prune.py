"""The program `prune`: takes away what nobody needs any more. Machinery only; business records are never deleted."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from core import files
from core.desk import drafts, recent
from core.jobs.programs import Run, Step, Steps, program
from core.models import FormToken, JobRun, PasswordRequest, StoredFile, WorkerHeartbeat

AT_A_TIME = 500
DAY = datetime.timedelta(days=1)
KEPT_FORM_TOKENS = DAY
KEPT_ATTEMPTS = DAY
KEPT_PASSWORD_REQUESTS = DAY
KEPT_HEARTBEATS = DAY
KEPT_RUNS = 90 * DAY
FILES = "files"


@dataclass(frozen=True)
class Expired:
    """One kind of rows and which of them are past their time."""

    code: str
    label: Any
    rows: Callable[[datetime.datetime], Any]


def _heartbeats(now: datetime.datetime) -> Any:
    """All but the newest, which says that there once was a worker."""
    newest = WorkerHeartbeat.objects.order_by("-at").values_list("pk", flat=True).first()
    return WorkerHeartbeat.objects.filter(at__lt=now - KEPT_HEARTBEATS).exclude(pk=newest)


EXPIRED = [
    Expired(
        "form_tokens",
        _("Form tokens"),
        lambda now: FormToken.objects.filter(created_at__lt=now - KEPT_FORM_TOKENS),
    ),
    Expired(
        "password_requests",
        _("Requests for passwords"),
        lambda now: PasswordRequest.objects.filter(at__lt=now - KEPT_PASSWORD_REQUESTS),
    ),
    Expired("sessions", _("Sessions"), lambda now: Session.objects.filter(expire_date__lt=now)),
    Expired(
        "attempts",
        _("Failed sign-ins"),
        lambda now: AccessAttempt.objects.filter(attempt_time__lt=now - KEPT_ATTEMPTS),
    ),
    Expired(
        "failures",
        _("Log of failed sign-ins"),
        lambda now: AccessFailureLog.objects.filter(attempt_time__lt=now - KEPT_RUNS),
    ),
    Expired("tasks", _("Tasks"), lambda now: DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT_RUNS)),
    Expired("runs", _("Background runs"), lambda now: JobRun.objects.filter(ended_at__lt=now - KEPT_RUNS)),
    Expired("drafts", _("Drafts"), drafts.expired),
    Expired("recent", _("Records opened long ago"), recent.expired),
    Expired("heartbeats", _("Heartbeats of former workers"), _heartbeats),
]


@program(
    "prune",
    title=_("Clean up"),
    help=_(
        "Deletes used form tokens, ended sessions, old failed sign-ins, runs older than 90 days, and files that are "
        "past their time or that nothing refers to."
    ),
    schedule="15 3 * * *",
    counts={kind.code: kind.label for kind in EXPIRED} | {FILES: _("Files")},
)
def prune(run: Run) -> Steps:
    """Delete what is past its time, at most AT_A_TIME rows in one transaction."""
    now = timezone.now()
    rows = sum(kind.rows(now).count() for kind in EXPIRED)
    yield Step(total=rows + files.outdated(now).count())
    for kind in EXPIRED:
        while pks := list(kind.rows(now).values_list("pk", flat=True)[:AT_A_TIME]):
            kind.rows(now).model._base_manager.filter(pk__in=pks).delete()
            yield Step(done=len(pks), counts={kind.code: len(pks)})
    yield from _files(now)
    return "" if run.counts else _now("There was nothing to clean up.")


def _files(now: datetime.datetime) -> Iterator[Step]:
    """Files with their rows, then bytes that never got a row. Bytes go when the rows are gone for good (trust 2)."""
    while found := dict(files.outdated(now).values_list("pk", "path")[:AT_A_TIME]):
        StoredFile.objects.filter(pk__in=found).delete()
        transaction.on_commit(partial(files.forget, list(found.values())))
        yield Step(done=len(found), counts={FILES: len(found)})
    for folder in files.folders():
        if stray := files.stray(folder, now):
            transaction.on_commit(partial(files.forget, stray))
            yield Step(counts={FILES: len(stray)})
