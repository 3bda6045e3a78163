"""Empties a test database, history included."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoCommand
from django.db import OperationalError

from core import database_rules
from core.guard import allowed

ATTEMPTS = 5
PAUSE = 0.3


class Command(DjangoCommand):
    """Django's `flush`, for tests only: it takes the triggers that keep history away while it works.

    What every installation starts with (rules, roles, starter values) is there again afterwards, because Django
    then announces a migrate.
    """

    help = "Empties a test database. Refuses wherever the setting ALLOW_FLUSH is off."

    def handle(self, **options: Any) -> None:
        """Take the triggers away, empty the tables, put the triggers back."""
        if not settings.ALLOW_FLUSH:
            raise CommandError(
                "History is never deleted, so this database cannot be emptied. Make a new database instead."
            )
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._empty(**options)
                return
            except (CommandError, OperationalError):
                # A request of a browser that is being closed may still hold a lock that stands crosswise.
                if attempt == ATTEMPTS:
                    raise
                time.sleep(PAUSE)

    def _empty(self, **options: Any) -> None:
        using = options["database"]
        database_rules.drop_triggers(using)
        try:
            with allowed():
                super().handle(**options)
        finally:
            database_rules.install(using)
