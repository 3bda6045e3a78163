"""manage.py run_job: a program of core.jobs in the terminal."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.jobs import foreground, programs
from core.models import JobRun


class Command(BaseCommand):
    """The same program with the same parameters as from the page; the run is kept and shown there too."""

    help = "Run a program of background work here and now: run_job PROGRAM --parameter=value ..."

    def add_arguments(self, parser: CommandParser) -> None:
        """The program, then its own parameters."""
        codes = ", ".join(f"{program.code} ({program.title})" for program in programs.all_programs())
        parser.add_argument("program", help=f"One of: {codes}.")
        parser.add_argument(
            "parameters", nargs=argparse.REMAINDER, help="Parameters of the program, as --name=value."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; exit code 1 unless it was done."""
        given = dict(self.parameter(text) for text in options["parameters"])
        run = foreground.execute_here(options["program"], given)
        foreground.report(run, self.stdout.write)
        if run.state != JobRun.State.DONE:
            raise CommandError(run.get_state_display())

    def parameter(self, text: str) -> tuple[str, str]:
        """The name and value of `--name=value`; a name alone means yes."""
        name, given, value = text.removeprefix("--").partition("=")
        if not text.startswith("--") or not name:
            raise CommandError(f"Write parameters as --name=value, not {text}.")
        return name.replace("-", "_"), value if given else "true"
