"""The program `load-geography`: brings the geography of countries into the database, from a file or as shipped."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.programs import SEE, Run, Step, Steps, problem, program
from core.models import StoredFile
from core.text import fold
from reference.geography import files, shipped, store
from reference.geography.rows import PlaceRow
from reference.models import Country, GeographySource

CODE = "load-geography"
PERMISSION = "reference.change_country"
AT_A_TIME = 4000
ORIGIN = "GeoNames (CC BY 4.0), Japan Post, USPS, ISO 3166-2, Google"
Places = Iterator[tuple[str, list[PlaceRow]]]


@program(
    CODE,
    title=gettext_lazy("Load geography"),
    help=gettext_lazy(
        "Loads areas, cities and postal codes, against which addresses are checked. What was loaded of a country "
        "from the same source before is replaced."
    ),
    parameters={
        "file": forms.IntegerField(required=False, widget=forms.HiddenInput),
        "source": forms.CharField(
            required=False,
            max_length=store.LONGEST_SOURCE,
            label=gettext_lazy("Source"),
            help_text=gettext_lazy("What the source is called; empty for what is shipped."),
        ),
        "countries": forms.CharField(
            required=False,
            label=gettext_lazy("Countries"),
            help_text=gettext_lazy("Two-letter codes with spaces between; empty for all."),
        ),
    },
    permission=PERMISSION,
    view_permission=SEE,
    from_page=False,
    outside_work=True,
    counts={
        "rows": gettext_lazy("Rows"),
        "areas": gettext_lazy("Areas"),
        "cities": gettext_lazy("Cities"),
        "postal_codes": gettext_lazy("Postal codes"),
    },
)
def load_geography(run: Run) -> Steps:
    """Country by country; one that was interrupted is begun anew. `position` are the countries that are done."""
    done = set(run.position or [])
    wanted = _wanted(run.parameters["countries"])
    source = run.parameters["source"] or shipped.SOURCE
    if run.parameters["file"]:
        contents = _contents(run.parameters["file"])
        problems = [
            problem(text, where=_("row %(line)d") % {"line": line}) for line, text in contents.problems
        ]
        places: Places = iter(contents.places.items())
        yield Step(
            total=len(contents.places), counts={"rows": contents.rows} if not done else {}, problems=problems
        )
        origin = source
    else:
        yield Step(total=len(wanted))
        places, origin = shipped.rows_of(frozenset(wanted.keys() - done)), ORIGIN
    for code, rows in places:
        if code in wanted and code not in done:
            yield from _load(wanted[code], source, origin, rows, done)
    return None


def _load(country: Country, source: str, origin: str, rows: list[PlaceRow], done: set[str]) -> Steps:
    with transaction.atomic():
        fresh = store.begin(country, source, origin)
    for start in range(0, len(rows), AT_A_TIME):
        with transaction.atomic():
            store.add(fresh, rows[start : start + AT_A_TIME])
        yield Step()
    with transaction.atomic():
        store.finish(fresh)
    done.add(country.code2)
    counts = {"areas": fresh.areas, "cities": fresh.cities, "postal_codes": fresh.postal_codes}
    yield Step(position=sorted(done), done=1, counts=counts)


def _wanted(text: str) -> dict[str, Country]:
    """The countries by their two letters; ValidationError for a code that is none."""
    every = {country.code2: country for country in Country.objects.all()}
    codes = text.upper().replace(",", " ").split()
    unknown = [code for code in codes if code not in every]
    if unknown:
        raise ValidationError(_("There is no country %(code)s.") % {"code": unknown[0]})
    return {code: every[code] for code in codes} if codes else every


def _contents(pk: int) -> files.Contents:
    stored = StoredFile.objects.get(pk=pk)
    with default_storage.open(stored.path, "rb") as content:
        return files.read(content.read(), country_codes())


def country_codes() -> dict[str, str]:
    """The two letters of each country, by both its codes and its folded name."""
    found: dict[str, str] = {}
    for code2, code3, name in Country.objects.order_by().values_list("code2", "code3", "name"):
        found |= {code2.casefold(): code2, code3.casefold(): code2, fold(name): code2}
    return found


def countries_without_geography(codes: Iterable[str]) -> list[str]:
    """Of these countries those of which nothing was loaded."""
    loaded: Any = GeographySource.objects.exclude(code__endswith=store.UNFINISHED)
    return sorted(set(codes) - set(loaded.values_list("country__code2", flat=True)))
