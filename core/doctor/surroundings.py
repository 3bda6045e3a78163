"""Checks of what stands around the program: worker, mail, catalogues, schedules, files."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from core import catalogues, files, health, mail
from core.doctor.answers import NOTE, OK, Answer, lacking, wrong
from core.jobs import UnknownProgram, programs, schedules


def worker_alive() -> Answer:
    """Background worker."""
    title, state = _("Background worker"), health.worker_state()
    if state == health.OK:
        return Answer(title, OK, _("It is alive."))
    waiting = apps.get_model("core.JobRun")._default_manager.active().count()
    finding = _("None was ever seen.") if state == "not seen" else _("It has been silent for some time.")
    remedy = _("Start manage.py worker.")
    if waiting:
        finding += " " + _("Runs that wait for it: %(count)d.") % {"count": waiting}
    if waiting or health.worker_needed(state):
        return wrong(title, finding, remedy)
    return Answer(title, NOTE, finding, remedy)


def mail_goes_out() -> Answer:
    """Mail."""
    if not mail.configured():
        return Answer(
            _("Mail"),
            NOTE,
            _("None is sent: who forgot his password needs an administrator, and there are no notices."),
            _("Name a mail server in EMAIL_URL."),
        )
    finding = _("Mails go to the server of EMAIL_URL, as from %(sender)s; their links begin with %(site)s.")
    return Answer(
        _("Mail"), OK, finding % {"sender": settings.DEFAULT_FROM_EMAIL, "site": settings.SITE_ADDRESS}
    )


def languages_compiled() -> Answer:
    """Languages."""
    return lacking(
        _("Languages"),
        sorted(text.parent.parent.name for text in catalogues.stale(settings.LOCALE_PATHS[0])),
        _("The translations are compiled."),
        _("Shown in English, because their translations are not compiled: %(names)s (%(count)d)."),
        _("Let a process of Registrar write to the folder locale/ once, for example manage.py check."),
    )


def schedules_readable() -> Answer:
    """Schedules."""
    return lacking(
        _("Schedules"),
        [
            str(job)
            for job in apps.get_model("core.Job")._default_manager.filter(enabled=True)
            if not _runs(job)
        ],
        _("All can be read."),
        _("Can never run: %(names)s (%(count)d)."),
        _("Correct the program, its parameters, the schedule or the time zone, or switch the job off."),
    )


def _runs(job: Any) -> bool:
    try:
        programs.get(job.program)
    except UnknownProgram:
        return False
    return not schedules.problems_of(job)


def files_writable() -> Answer:
    """Files."""
    title, remedy = _("Files"), _("Let the user that runs Registrar write to FILES_ROOT.")
    if files.can_be_written():
        return Answer(title, OK, _("The folder can be written to."))
    return wrong(title, _("The folder cannot be written to. Uploads and exports fail."), remedy)
