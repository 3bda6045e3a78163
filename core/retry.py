"""Doing a whole service again when nothing but another writer stood in its way (trust 4).

A deadlock, a serialisation failure and a busy SQLite pass by themselves, and the transaction they ended left nothing:
the same work is done again from the start, with everything read anew. A lock that was not given within the time limit
has made its user wait already: that is told at once.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError
from django.utils.translation import gettext as _

from core.work import open_unit

logger = logging.getLogger("registrar.retry")

MOST_ATTEMPTS = 3
FIRST_PAUSE = 0.05
# Somebody waits for the answer: after this long another attempt would only keep him longer.
PATIENCE_SECONDS = 10.0

# Serialisation failure and deadlock.
_PASSING = frozenset({"40001", "40P01"})
# Lock time-out and statement time-out.
_SLOW = frozenset({"55P03", "57014"})

Answer = TypeVar("Answer")


class Busy(Exception):
    """Other writers stood in the way to the end; nothing was written."""

    def __str__(self) -> str:
        return _(
            "Registrar is busy: others are saving the same records. Nothing was saved yet, and what you entered is "
            "still here. Wait a moment, then try again."
        )


def passes(error: OperationalError) -> bool:
    """True for what another attempt may mend: deadlock, serialisation failure, busy SQLite."""
    return _state(error) in _PASSING or _sqlite_busy(error)


def others_in_the_way(error: OperationalError) -> bool:
    """True where only other writers kept the database from doing it, whether or not another attempt is worth it."""
    return passes(error) or _state(error) in _SLOW


def whole(attempt: Callable[[], Answer], *, again: Callable[[], object]) -> Answer:
    """What `attempt` answers; up to MOST_ATTEMPTS of it, `again` (which reads everything anew) before each further one.

    `attempt` opens its unit of work itself: inside of one that is open nothing can be repeated alone, so that error
    goes to whoever opened it. Raises Busy when others stood in the way every time.
    """
    if open_unit() is not None:
        return attempt()
    began = time.monotonic()
    number = 1
    while True:
        try:
            return attempt()
        except OperationalError as error:
            if not others_in_the_way(error):
                raise
            waited = time.monotonic() - began
            if not passes(error) or number == MOST_ATTEMPTS or waited > PATIENCE_SECONDS:
                logger.warning("gave up: others were writing", extra={"attempts": number})
                raise Busy from error
        time.sleep(FIRST_PAUSE * 2**number)
        number += 1
        again()


def _state(error: OperationalError) -> str | None:
    """The code that PostgreSQL gives the error."""
    return getattr(error.__cause__, "sqlstate", None)


def _sqlite_busy(error: OperationalError) -> bool:
    return "database is locked" in str(error) or "database table is locked" in str(error)
