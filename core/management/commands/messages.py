"""manage.py messages: brings the catalogues of the languages up to date with the sources."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import catalogues


class Command(BaseCommand):
    """Needs no database and none of the gettext programs."""

    help = "Bring locale/<language>/LC_MESSAGES/django.po up to date with the texts in the sources."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """--check, and the languages to begin."""
        parser.add_argument("languages", nargs="*", help="Languages to begin, beside those that are there.")
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail when something is missing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Update each catalogue and say how much of it is translated."""
        folder = settings.LOCALE_PATHS[0]
        extracted = catalogues.extract(settings.BASE_DIR)
        begun = {name: folder / name / "LC_MESSAGES" / "django.po" for name in options["languages"]}
        for language, text in {**begun, **catalogues.text_files(folder)}.items():
            if options["check"] and catalogues.updated(text, extracted) != text.read_bytes():
                raise CommandError(f"{text} is not up to date: run manage.py messages.")
            changed = not options["check"] and catalogues.update(text, extracted)
            messages = [one for one in catalogues.read(text) if one.id]
            done = sum(bool(one.string) and not one.fuzzy and all(_forms(one)) for one in messages)
            word = "updated" if changed else "is up to date"
            self.stdout.write(f"{language}: {word}, {done} of {len(messages)} texts translated.")
        catalogues.compile_stale(folder)


def _forms(message: Any) -> Any:
    return message.string if isinstance(message.string, tuple | list) else [message.string]
