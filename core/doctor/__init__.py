"""Is this installation sound? Each check answers in plain words, with what to do about it.

`manage.py doctor` shows the answers; each fault has a test that plants it (tests/core/test_doctor.py).
"""

from collections.abc import Callable

from django.db import DatabaseError
from django.utils.translation import gettext as _

from core.doctor import database, surroundings
from core.doctor.answers import NOTE, OK, WRONG, Answer, wrong

__all__ = ["NOTE", "OK", "WRONG", "Answer", "examine"]


def examine() -> list[Answer]:
    """The answers of every check. Without a database, or without its tables, the first one is the only one."""
    answers = []
    for check in CHECKS:
        try:
            answers.append(check())
        except DatabaseError as error:
            # The driver's text may quote values; its class says enough.
            finding = _("The database does not answer (%(error)s).") % {"error": type(error).__name__}
            answers.append(wrong(_title(check), finding, _("Check DATABASE_URL and the database server.")))
        if answers[-1].state == WRONG and check in NEEDED_BY_THE_REST:
            break
    return answers


def _title(check: Callable[[], Answer]) -> str:
    return (check.__doc__ or "").rstrip(".")


CHECKS: list[Callable[[], Answer]] = [
    database.migrations_applied,
    database.rules_there,
    database.history_kept,
    database.sequences_there,
    database.extensions_there,
    database.roles_in_step,
    surroundings.worker_alive,
    surroundings.mail_goes_out,
    surroundings.languages_compiled,
    surroundings.schedules_readable,
    database.same_time,
    surroundings.files_writable,
]


# Nothing further can be asked of a database that does not answer or lacks tables.
NEEDED_BY_THE_REST = {database.migrations_applied}
