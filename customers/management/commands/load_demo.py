"""`manage.py load_demo`: fictitious customers to try Registrar with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from customers.demo import sign_ins
from customers.demo.loading import load


class Command(BaseCommand):
    """Load units, users and customers of the demo, and say how to sign in. Repeatable; refused outside the demo."""

    help = "Load the demo data (fictitious customers) and print the demo sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset-passwords", action="store_true", help="give the demo users new passwords"
        )
        parser.add_argument(
            "--passwords-file",
            type=Path,
            help="keep the sign-ins in this file, to print them again (default: sign-ins.txt in the demo's folder)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("load_demo runs only with the demo settings (DEMO is not on).")
        outcome = load(reset_passwords=options["reset_passwords"])
        self.stdout.write(f"{outcome.made} customers loaded, {outcome.present} were there already.")
        file = options["passwords_file"] or _default_file()
        if file and outcome.sign_ins:
            sign_ins.keep(file, outcome.sign_ins)
        self.stdout.write("\n".join(_lines(file, outcome.sign_ins)))


def _default_file() -> Path | None:
    folder = getattr(settings, "DEMO_DIR", None)
    return Path(folder) / "sign-ins.txt" if folder else None


def _lines(file: Path | None, new: list[Any]) -> list[str]:
    """The sign-ins, all of them from the file where there is one, else the new ones."""
    if file and file.exists():
        return sign_ins.kept(file)
    if new:
        return sign_ins.table(new)
    return ["The demo users keep their passwords; --reset-passwords makes and prints new ones."]
