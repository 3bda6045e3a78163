"""manage.py checkdata: is every record as the rules want it?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.jobs import foreground
from core.models import JobRun


class Command(BaseCommand):
    """The program `checkdata` in the terminal."""

    help = "Check every record against today's rules. Changes nothing. Exit code 1 when something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        """--model."""
        parser.add_argument(
            "--model", default="", help="Only this kind of record, for example parties.party."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and report; exit code 1 when records break a rule or the check could not end."""
        run = foreground.execute_here("checkdata", {"model": options["model"]})
        foreground.report(run, self.stdout.write)
        if run.state != JobRun.State.DONE or run.counts.get("problems"):
            raise CommandError("The data is not as it should be.")
