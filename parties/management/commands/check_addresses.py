"""manage.py check_addresses: which addresses of a file are right."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rapidfuzz import process

from core.jobs import foreground
from core.text import fold
from parties.address_check import Verdict, check
from parties.address_check.suggestions import MOST_ADDRESSES
from parties.models import Location
from reference.geography.program import CODE, countries_without_geography, country_codes
from reference.models import Country

ELEMENTS = ("line1", "line2", "city", "county", "state", "province", "postal_code")
ADDED = ("verdict", "element", "suggestion")
# As many as get a suggestion at once.
AT_A_TIME = MOST_ADDRESSES


class Command(BaseCommand):
    """Reads a CSV file, writes it with the verdict, the wrong elements and a suggestion for each address."""

    help = (
        "Check the addresses of a CSV file with the columns country, line1, line2, city, county, state, province, "
        "postal_code. Writes the same rows with verdict (ok or wrong), element and suggestion."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, --output."""
        parser.add_argument("file", help="The CSV file, in UTF-8.")
        parser.add_argument("--output", default="", help="Write here and not to the terminal.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all rows, some at a time."""
        try:
            text = Path(options["file"]).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        first = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
        columns = list(reader.fieldnames or [])
        if "country" not in columns:
            raise CommandError(f"The first line must name the columns: country, {', '.join(ELEMENTS)}.")
        rows = list(reader)
        codes = country_codes()
        found = [codes.get(fold(row["country"]), "") for row in rows]
        self._prepare({code for code in found if code})
        with _target(options["output"], self.stdout) as target:
            writer = csv.DictWriter(target, [*columns, *ADDED], extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            for start in range(0, len(rows), AT_A_TIME):
                part = slice(start, start + AT_A_TIME)
                writer.writerows(_judged(rows[part], found[part]))

    def _prepare(self, codes: set[str]) -> None:
        """Load the shipped geography of the countries of which there is none yet."""
        missing = countries_without_geography(codes)
        if missing:
            self.stderr.write(f"Loading the shipped geography of {', '.join(missing)} ...")
            foreground.execute_here(CODE, {"countries": " ".join(missing)})


def _judged(rows: Sequence[dict[str, Any]], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    countries = {country.code2: country for country in Country.objects.filter(code2__in=set(codes))}
    locations = [
        Location(
            country=countries[code],
            **{name: (row.get(name) or "").strip()[: _length(name)] for name in ELEMENTS},
        )
        for row, code in zip(rows, codes, strict=True)
        if code
    ]
    verdicts = iter(check(locations))
    for row, code in zip(rows, codes, strict=True):
        yield row | (_columns(next(verdicts)) if code else _no_country(row))


def _columns(verdict: Verdict) -> dict[str, str]:
    return {
        "verdict": "ok" if verdict.right else "wrong",
        "element": "; ".join(dict.fromkeys(finding.element for finding in verdict.findings)),
        "suggestion": verdict.suggestions[0].label if verdict.suggestions else "",
    }


def _no_country(row: dict[str, Any]) -> dict[str, str]:
    names = list(Country.objects.order_by("name_key").values_list("name", flat=True))
    near = process.extractOne(row["country"] or "", names, score_cutoff=60)
    return {"verdict": "wrong", "element": "country", "suggestion": near[0] if near else ""}


def _length(name: str) -> int:
    field: Any = Location._meta.get_field(name)
    return int(field.max_length)


@contextmanager
def _target(path: str, terminal: Any) -> Iterator[IO[str]]:
    if not path:
        yield terminal
        return
    with Path(path).open("w", encoding="utf-8", newline="") as target:
        yield target
