"""manage.py doctor: is this installation sound, and if not, what is to be done?"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import doctor

SIGNS = {doctor.OK: "ok   ", doctor.NOTE: "note ", doctor.WRONG: "WRONG"}


class Command(BaseCommand):
    """Looks at the database, the worker and the clock. Changes nothing."""

    help = (
        "Say whether this installation is sound and what to do if not. Exit code 1 when something is wrong."
    )
    # The first thing it looks at; Django would only print a hint.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """--json."""
        parser.add_argument("--json", action="store_true", help="Answer in JSON, for a monitor.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answers; exit code 1 when one of them is "wrong"."""
        answers = doctor.examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(answer) for answer in answers], indent=2))
        else:
            for answer in answers:
                self.stdout.write(f"{SIGNS[answer.state]}  {answer.check}: {answer.finding}")
                if answer.remedy:
                    self.stdout.write(f"       -> {answer.remedy}")
        if any(answer.state == doctor.WRONG for answer in answers):
            sys.exit(1)
