"""Is this installation sound? Each check answers in plain words, with what to do about it.

`manage.py doctor` shows the answers; each fault has a test that plants it (tests/core/test_doctor.py).
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from core import catalogues, clock, database_rules, files, health, mail, numbers, roles
from core.database_rules import AppendOnly, NoOverlap
from core.jobs import UnknownProgram, programs, schedules

MIGRATE = "manage.py migrate"
MOST_CLOCK_DIFFERENCE = datetime.timedelta(seconds=5)
MOST_NAMED = 10

OK, NOTE, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True)
class Answer:
    """What one check found: `state` is ok, note or wrong; `remedy` says what to do, "" where nothing is to be done."""

    check: str
    state: str
    finding: str
    remedy: str = ""


def examine() -> list[Answer]:
    """The answers of every check. Without a database, or without its tables, the first one is the only one."""
    answers = []
    for check in CHECKS:
        try:
            answers.append(check())
        except DatabaseError as error:
            # The driver's text may quote values; its class says enough.
            finding = _("The database does not answer (%(error)s).") % {"error": type(error).__name__}
            answers.append(_wrong(_title(check), finding, _("Check DATABASE_URL and the database server.")))
        if answers[-1].state == WRONG and check in NEEDED_BY_THE_REST:
            break
    return answers


def _title(check: Callable[[], Answer]) -> str:
    return (check.__doc__ or "").rstrip(".")


def _wrong(check: str, finding: str, remedy: str) -> Answer:
    return Answer(check, WRONG, finding, remedy)


def _lacking(check: str, missing: list[str], fine: str, lacking: str, remedy: str) -> Answer:
    """Ok when nothing is missing, else wrong with the first names."""
    if not missing:
        return Answer(check, OK, fine)
    names = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
    return _wrong(check, lacking % {"count": len(missing), "names": names}, remedy)


def _migrations() -> Answer:
    """Migrations."""
    title = _("Migrations")
    if health.migrations_state() == health.OK:
        return Answer(title, OK, _("All are applied."))
    return _wrong(title, _("The program is newer than the database."), _("Run %s.") % MIGRATE)


def _rules() -> Answer:
    """Database rules."""
    return _lacking(
        _("Database rules"),
        [name for name in database_rules.missing() if not name.startswith(_append_only())],
        _("All are in the database."),
        _("Missing: %(names)s (%(count)d). Wrong data can get in."),
        _("Run %s; if it fails, the data breaks the rule already: manage.py checkdata finds it.") % MIGRATE,
    )


def _history() -> Answer:
    """History."""
    return _lacking(
        _("History"),
        [name for name in database_rules.missing() if name.startswith(_append_only())],
        _("It can only be added to."),
        _("Triggers missing or switched off: %(names)s (%(count)d). It can be changed."),
        _("Run %s, and find out who took them away.") % MIGRATE,
    )


def _append_only() -> tuple[str, ...]:
    return tuple(rule.name for _model, rule in database_rules.declared() if isinstance(rule, AppendOnly))


def _sequences() -> Answer:
    """Number series."""
    return _lacking(
        _("Number series"),
        numbers.missing(),
        _("All are there."),
        _("Sequences missing: %(names)s (%(count)d). Records that draw from them cannot be made."),
        _("Run %s.") % MIGRATE,
    )


def _extensions() -> Answer:
    """Extensions."""
    missing = set()
    if connection.vendor == "postgresql":
        ranged = any(isinstance(rule, NoOverlap) for _model, rule in database_rules.declared())
        missing = ({"btree_gist"} if ranged else set()) - set(_column("SELECT extname FROM pg_extension"))
    return _lacking(
        _("Extensions"),
        sorted(missing),
        _("None is missing."),
        _("Missing: %(names)s (%(count)d)."),
        _("As a database administrator run CREATE EXTENSION for each, then %s.") % MIGRATE,
    )


def _roles() -> Answer:
    """Roles."""
    return _lacking(
        _("Roles"),
        roles.out_of_step(),
        _("Each has the permissions that it should have."),
        _("With other permissions than they should have: %(names)s (%(count)d)."),
        _("Run %s.") % MIGRATE,
    )


def _worker() -> Answer:
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
        return _wrong(title, finding, remedy)
    return Answer(title, NOTE, finding, remedy)


def _mail() -> Answer:
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


def _languages() -> Answer:
    """Languages."""
    return _lacking(
        _("Languages"),
        sorted(text.parent.parent.name for text in catalogues.stale(settings.LOCALE_PATHS[0])),
        _("The translations are compiled."),
        _("Shown in English, because their translations are not compiled: %(names)s (%(count)d)."),
        _("Let a process of Registrar write to the folder locale/ once, for example manage.py check."),
    )


def _schedules() -> Answer:
    """Schedules."""
    return _lacking(
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


def _clock() -> Answer:
    """Clock."""
    title = _("Clock")
    theirs = _database_time()
    difference = abs(clock.now() - theirs)
    if difference <= MOST_CLOCK_DIFFERENCE:
        return Answer(title, OK, _("This machine and the database agree."))
    finding = _("This machine and the database differ by %(seconds)d seconds.")
    return _wrong(
        title,
        finding % {"seconds": round(difference.total_seconds())},
        _("Let both take their time from the same server (NTP)."),
    )


def _files() -> Answer:
    """Files."""
    title, remedy = _("Files"), _("Let the user that runs Registrar write to FILES_ROOT.")
    if files.can_be_written():
        return Answer(title, OK, _("The folder can be written to."))
    return _wrong(title, _("The folder cannot be written to. Uploads and exports fail."), remedy)


def _database_time() -> datetime.datetime:
    if connection.vendor == "sqlite":
        [text] = _column("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
        return datetime.datetime.fromisoformat(text)
    moment: datetime.datetime = _column("SELECT clock_timestamp()")[0]
    return moment


def _column(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


CHECKS: list[Callable[[], Answer]] = [
    _migrations,
    _rules,
    _history,
    _sequences,
    _extensions,
    _roles,
    _worker,
    _mail,
    _languages,
    _schedules,
    _clock,
    _files,
]
# Nothing further can be asked of a database that does not answer or lacks tables.
NEEDED_BY_THE_REST = {_migrations}
