"""manage.py load_geography: areas, cities and postal codes, from a file or as they are shipped."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import files
from core.jobs import foreground, submit
from core.models import JobRun
from reference.geography.program import CODE, countries_without_geography, country_codes
from reference.geography.store import LONGEST_SOURCE


class Command(BaseCommand):
    """The program `load-geography` in the terminal; its run is kept and shown with the others."""

    help = "Load areas, cities and postal codes: load_geography FILE, or load_geography --shipped."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file or --shipped, --countries, --source."""
        parser.add_argument("file", nargs="?", help="A CSV file, see docs/geography.md.")
        parser.add_argument("--shipped", action="store_true", help="What the installed libraries have.")
        parser.add_argument("--countries", default="", help="Only these, for example DE,FR. Else all.")
        parser.add_argument("--missing", action="store_true", help="Only what is not loaded yet.")
        parser.add_argument("--background", action="store_true", help="Leave the work to the worker.")
        parser.add_argument(
            "--source", default="", help="What the source is called; else the name of the file."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report; exit code 1 unless it was done and every row was right."""
        if bool(options["file"]) == options["shipped"]:
            raise CommandError("Give a file, or --shipped.")
        codes = options["countries"].upper().replace(",", " ").split()
        if options["missing"]:
            codes = countries_without_geography(codes or set(country_codes().values()))
            if not codes:
                return
        given: dict[str, Any] = {"countries": " ".join(codes)}
        if options["file"]:
            path = Path(options["file"])
            try:
                with path.open("rb") as content:
                    stored = files.store(content, name=path.name, content_type="text/csv")
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            given |= {"file": stored.pk, "source": (options["source"] or path.name)[:LONGEST_SOURCE]}
        if options["background"]:
            submit(CODE, given)
            return
        run = foreground.execute_here(CODE, given)
        foreground.report(run, self.stdout.write)
        if run.state != JobRun.State.DONE:
            raise CommandError(run.get_state_display())
        if run.problems:
            raise CommandError("Some rows are wrong; the others were loaded.")
