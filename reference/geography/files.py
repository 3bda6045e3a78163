"""Geography from a file: a CSV whose rows are valid combinations of area, city and postal code (docs/geography.md)."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reference.geography.areas import area_keys, codes_by_key
from reference.geography.keys import keys
from reference.geography.postal import bare, fits
from reference.geography.rows import Kind, PlaceRow

COLUMNS = (
    "country",
    "area_code",
    "area",
    "city",
    "postal_code",
    "other_names",
    "latitude",
    "longitude",
    "population",
)
NAMES_OF_A_CODE = 12
Problems = list[tuple[int, str]]


@dataclass
class Contents:
    """What a file holds: places by the country's two letters, and the rows that are wrong with their reasons."""

    places: dict[str, list[PlaceRow]] = field(default_factory=dict)
    problems: Problems = field(default_factory=list)
    rows: int = 0


def read(content: bytes, countries: Mapping[str, str]) -> Contents:
    """The places of a file; `countries` gives the two letters of a country for its codes and its folded name."""
    contents = Contents()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        contents.problems.append((1, _("The file is not in UTF-8. Save it as CSV UTF-8.")))
        return contents
    reader = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text))
    if "country" not in (reader.fieldnames or []):
        contents.problems.append(
            (1, _("The first line must name the columns: %(columns)s.") % {"columns": ", ".join(COLUMNS)})
        )
        return contents
    found: dict[tuple[str, str, str, str], PlaceRow] = {}
    for line, row in enumerate(reader, start=2):
        contents.rows += 1
        given = {name: (row.get(name) or "").strip() for name in COLUMNS}
        country = countries.get(given["country"].casefold(), "")
        wrong = _wrong(country, given)
        if wrong:
            contents.problems.append((line, wrong))
            continue
        for place in _places(country, given):
            _merge(found, country, place)
    for (country, *_rest), place in found.items():
        contents.places.setdefault(country, []).append(place)
    return contents


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _wrong(country: str, given: dict[str, str]) -> str:
    """Why a row cannot be taken; "" where it can."""
    if not country:
        return _("%(country)s is no country. Write its two or three letters, or its name.") % given
    if not (given["area"] or given["area_code"] or given["city"] or given["postal_code"]):
        return _("Give at least an area, a city or a postal code.")
    if given["postal_code"] and not fits(country, given["postal_code"]):
        return _("%(postal_code)s does not look like a postal code of %(country)s.") % given
    for name in ("latitude", "longitude", "population"):
        try:
            float(given[name] or 0)
        except ValueError:
            return _("%(value)s in column %(column)s is no number.") % {"value": given[name], "column": name}
    return ""


def _places(country: str, given: dict[str, str]) -> Iterator[PlaceRow]:
    area = _area_code(country, given)
    areas = frozenset({area} - {""})
    others = set().union(*(keys(name) for name in given["other_names"].split("|") if name.strip()))
    point = (float(given["latitude"]), float(given["longitude"])) if given["latitude"] else (None, None)
    if given["area"] or given["area_code"]:
        names = area_keys(given["area"] or area) | area_keys(area)
        alone = not given["city"] and not given["postal_code"]
        yield PlaceRow(Kind.AREA, given["area"] or area, area, keys=names | (others if alone else set()))
    if given["city"]:
        population = int(float(given["population"] or 0))
        names = set(keys(given["city"])) | others
        yield PlaceRow(Kind.CITY, given["city"], "", areas, *point, population=population, keys=names)
    if given["postal_code"]:
        code = bare(country, given["postal_code"])
        names = (set(keys(given["city"])) | others) if given["city"] else set()
        yield PlaceRow(Kind.POSTAL, given["city"], code, areas, *point, keys=names)


def _area_code(country: str, given: dict[str, str]) -> str:
    """The code of the area: as given, else that of the known area of this name, else the name itself."""
    if given["area_code"]:
        return given["area_code"][:20]
    known = codes_by_key(country)
    codes = set().union(*(known.get(one, frozenset()) for one in area_keys(given["area"])))
    return min(codes) if codes else given["area"][:20]


def _merge(found: dict[tuple[str, str, str, str], PlaceRow], country: str, place: PlaceRow) -> None:
    """Take a place once: of a postal code all its cities, of an area all its names."""
    own = place.name if place.kind == Kind.CITY else ""
    here = ",".join(place.areas) if place.kind == Kind.CITY else ""
    former = found.setdefault((country, place.kind, place.code or here, own), place)
    if former is place:
        return
    former.keys |= place.keys
    former.areas |= place.areas
    names = former.name.split("; ")
    if place.kind == Kind.POSTAL and place.name not in names and len(names) < NAMES_OF_A_CODE:
        former.name = "; ".join([*filter(None, names), place.name])
