"""The program `export`: a list that is too long for an answer becomes a file, kept for a week for who asked.

The list is opened again at its address by the same user, with his permissions and operating units of that moment. A
run that another worker takes over begins anew, because half a file is of no use to anybody.
"""

import datetime
import hashlib
import tempfile
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import resolve
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from core import exports, files, lists
from core.access import SIGNED_IN
from core.jobs.programs import Run, Step, Steps, program
from core.jobs.runs import AlreadyActive, submit
from core.models import JobRun, StoredFile
from core.preferences import read_by

CODE = "export"
KEPT = datetime.timedelta(days=7)


@program(
    CODE,
    title=gettext_lazy("Export"),
    help=gettext_lazy("Writes a long list to a file."),
    parameters={
        "list": forms.CharField(label=gettext_lazy("List"), max_length=400),
        "kind": forms.ChoiceField(
            label=gettext_lazy("Format"),
            choices=[(each.code, each.label) for each in exports.FORMATS.values()],
        ),
        "address": forms.CharField(widget=forms.HiddenInput, max_length=4000),
        "region": forms.CharField(widget=forms.HiddenInput, max_length=100),
        "language": forms.CharField(widget=forms.HiddenInput, max_length=20),
    },
    view_permission=SIGNED_IN,
    from_page=False,
    personal=True,
    told_always=True,
    one_at_a_time=False,
    outside_work=True,
    keeps=False,
    counts={"rows": gettext_lazy("Rows")},
)
def export(run: Run) -> Steps:
    """Write the rows to a file, a chunk at a time, and keep it."""
    if isinstance(run.position, dict):
        return None
    given = run.parameters
    kind = exports.FORMATS[given["kind"]]
    user = _still_here(run.actor)
    with read_by(user), override(given["language"]):
        sheet = lists.open_list(given["address"], given["region"], user).sheet(given["list"])
    done = run.position or 0
    yield Step(total=sheet.total, position=0, done=-done, counts={"rows": -done} if done else {})
    with tempfile.TemporaryFile() as target:
        done = 0
        # Who cancels ends it in the midst of the rows.
        with exports.writing(sheet, kind, target) as writer:
            for rows in sheet.chunks():
                writer.write(rows)
                done += len(rows)
                yield Step(position=done, done=len(rows), counts={"rows": len(rows)})
        until = timezone.now() + KEPT
        stored = files.store(
            target,
            name=kind.file_name(given["list"]),
            content_type=kind.content_type,
            stored_by=user,
            expires_at=until,
        )
    exports.log(resolve(urlsplit(given["address"]).path), given["region"], kind, done)
    yield Step(position={"file": stored.pk})
    return _("The file is kept until %(date)s.") % {"date": date_format(until, "DATE_FORMAT")}


def start(user: Any, *, address: str, region: str, kind: str, name: str) -> JobRun:
    """Ask for the export of a list; the run that is under way already where there is one for this user and list.

    ValidationError when that is no list or no format.
    """
    path = _path(address)
    lane = f"{CODE}-{user.pk}-{hashlib.sha256(f'{path} {region}'.encode()).hexdigest()[:16]}"
    given = {
        "list": name,
        "kind": kind,
        "address": address,
        "region": region,
        "language": get_language() or "en",
    }
    try:
        return submit(CODE, given, user, lane=lane)
    except AlreadyActive:
        return JobRun.objects.active().get(lane=lane)


def file_of(run: JobRun, user: Any) -> StoredFile | None:
    """The file that a run of `user` made, while it is kept; None for everybody else."""
    if run.program != CODE or run.requested_by_id != user.pk or not isinstance(run.position, dict):
        return None
    return StoredFile.objects.filter(
        pk=run.position.get("file"), stored_by=user.pk, expires_at__gt=timezone.now()
    ).first()


def _path(address: str) -> str:
    """The path of an address of ours; ValidationError for any other."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValidationError(_("This is no list.")) from error
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        raise ValidationError(_("This is no list."))
    return parts.path


def _still_here(actor: Any) -> Any:
    """Who asked, as he is now, with nothing remembered of what he might see when he asked."""
    user = get_user_model()._default_manager.filter(pk=actor.pk, is_active=True).first()
    if user is None:
        raise ValidationError(_("Who asked for this may no longer sign in."))
    return user
