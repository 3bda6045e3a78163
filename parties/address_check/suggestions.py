"""Valid combinations for an address that is wrong: by its postal code, by its city, by near spellings (R-051)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from parties import addresses
from parties.address_check import places, reach
from parties.address_check.completion import BY_CODE
from parties.address_check.places import Found
from parties.address_check.verdict import Finding, Suggestion
from reference.geography import areas, atlas
from reference.geography.areas import area_keys
from reference.geography.keys import key, keys

MOST = 5
# Only so many addresses of one check get suggestions: a file of wrong ones is no dialogue.
MOST_ADDRESSES = 50
ALIKE = 72
# So many codes of a city are looked at for those that are nearly the typed one.
MOST_CODES = 300
CITY_LIST = list[atlas.CityName]


def suggest(found: Sequence[Found], findings: Sequence[Sequence[Finding]]) -> list[list[Suggestion]]:
    """Suggestions for each address, the likeliest first; with two queries at most."""
    wrong = [
        (one, {finding.element for finding in its})
        for one, its in zip(found, findings, strict=True)
        if its and {finding.element for finding in its} - {"line1"}
    ][:MOST_ADDRESSES]
    names = atlas.city_names({one.typed.country_id for one, its in wrong if _needs_names(one, its)})
    near = _codes_of_cities([one for one, its in wrong if "postal_code" in its and one.cities])
    offered: dict[int, list[Suggestion]] = {}
    for one, its in wrong:
        combinations = _combinations(one, its, names.get(one.typed.country_id, []), near)
        offered[id(one)] = _distinct(one, combinations)
    return [offered.get(id(one), []) for one in found]


def _needs_names(one: Found, elements: set[str]) -> bool:
    return "city" in elements and bool(one.typed.city_keys) and not one.cities


def _codes_of_cities(found: list[Found]) -> dict[tuple[int, str], list[atlas.Postal]]:
    wanted = []
    for one in found:
        city = max(one.cities, key=lambda each: each.population)
        wanted.append((one.typed.country_id, key(city.name), city.point))
    near: dict[tuple[int, str], list[atlas.Postal]] = {}
    for country, postal in atlas.codes_near(wanted, MOST_CODES):
        for name_key in postal.keys:
            near.setdefault((country, name_key), []).append(postal)
    return near


def _combinations(
    one: Found, elements: set[str], names: CITY_LIST, near: dict[tuple[int, str], list[atlas.Postal]]
) -> Iterator[dict[str, str]]:
    """Values that take the place of typed ones; what changes only what is wrong comes first."""
    of_code, of_city = list(_places_of_code(one, elements)), list(_codes_of_city(one, elements, near))
    if {name for name in elements if getattr(one.typed.location, name).strip()} == {"postal_code"}:
        yield from of_city[: MOST - 1]
    yield from of_code
    yield from of_city
    if names and one.typed.city_keys:
        yield from _near_cities(one, names)
    for name in [*one.unknown_areas, *one.wrong_areas]:
        yield from _near_areas(one, name)


def _places_of_code(one: Found, elements: set[str]) -> Iterator[dict[str, str]]:
    postal = one.postal if one.postal and one.postal.exact and not one.code_unknown else None
    if postal and elements & {"city", "state", "province", "county", "postal_code"}:
        for name in _alike_first(one.typed.location.city, postal.names):
            yield {"city": name, **_area(one, postal.areas, name)}


def _codes_of_city(
    one: Found, elements: set[str], near: dict[tuple[int, str], list[atlas.Postal]]
) -> Iterator[dict[str, str]]:
    """The codes of the city, first those that are nearly the typed one."""
    if "postal_code" not in elements:
        return
    typed = one.typed
    meant = typed.codes[0] if typed.codes else key(typed.location.postal_code)
    for city in one.cities[:1]:
        codes = near.get((typed.country_id, key(city.name)), [])
        codes.sort(key=lambda other: (DamerauLevenshtein.distance(meant, other.code), other.code))
        for other in codes[:MOST]:
            yield {"postal_code": _shown(typed.country, other.code), **_area(one, other.areas, city.name)}


def _near_cities(one: Found, names: CITY_LIST) -> Iterator[dict[str, str]]:
    """Cities of nearly this spelling; beside a postal code that is right only those that it reaches."""
    typed = one.typed
    by_key: dict[str, CITY_LIST] = {}
    for entry in names:
        by_key.setdefault(entry.key, []).append(entry)
    matches = process.extract(
        typed.city_keys[0], by_key.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=ALIKE
    )
    wanted = set().union(*one.areas.values()) | (set(one.postal.areas) if one.postal else set())
    ranked = sorted(
        (entry for match, _score, _index in matches for entry in by_key[match]),
        key=lambda entry: (
            not areas.any_related(typed.country, entry.city.areas, wanted),
            -fuzz.ratio(typed.city_keys[0], entry.key) - min(entry.population, 1_000_000) / 100_000,
        ),
    )
    for entry in ranked:
        if not _goes_with_code(one, entry.city):
            continue
        yield {"city": entry.name, **_area(one, entry.city.areas, entry.name)}


def _goes_with_code(one: Found, city: atlas.City) -> bool:
    """False where the postal code, if it is right, lies elsewhere."""
    if "postal_code" in one.mismatches or one.code_unknown:
        return True
    if city.areas and places.area_has_code(one, set(city.areas)) is False:
        return False
    exact = one.postal if one.postal and one.postal.exact else None
    return exact is None or reach.reaches(exact, city, one.typed.country)


def _near_areas(one: Found, column: str) -> Iterator[dict[str, str]]:
    country = one.typed.country
    known = areas.areas_of(country)
    certain = set(one.postal.areas) if one.postal else set()
    for city in one.cities:
        certain |= city.areas if len(one.cities) == 1 or not certain else set()
    beside = one.typed.location.city or getattr(one.typed.location, column)
    for code in sorted(certain & known.keys()):
        yield {column: _name(country, code, beside)}
    choices = areas.codes_by_key(country)
    for typed in area_keys(getattr(one.typed.location, column)):
        for match, _score, _index in process.extract(
            typed, choices.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=ALIKE
        ):
            for code in sorted(choices[match]):
                yield {column: _name(country, code, beside)}


def _area(one: Found, codes: frozenset[str], beside: str) -> dict[str, str]:
    """The area to put in, under the column in which one was typed or which the country's form has."""
    country = one.typed.country
    form = addresses.form_of(country)
    column = next(iter(one.typed.area_keys), form.area_field if form.element(form.area_field) else "")
    if len(codes) != 1 or not column:
        return {}
    code = next(iter(codes))
    if column in one.areas and areas.any_related(country, codes, one.areas[column]):
        return {}
    return {column: _name(country, code, beside)} if code in areas.areas_of(country) else {}


def _name(country: str, code: str, beside: str) -> str:
    return code if country in BY_CODE else areas.name_beside(country, code, beside)


def _shown(country: str, code: str) -> str:
    """A code as people write it."""
    marks = {
        "PL": (2, "-"),
        "BR": (5, "-"),
        "JP": (3, "-"),
        "CZ": (3, " "),
        "SE": (3, " "),
        "SK": (3, " "),
        "GR": (3, " "),
    }
    at, mark = marks.get(country, (0, ""))
    return f"{code[:at]}{mark}{code[at:]}" if at and len(code) > at else code


def _alike_first(city: str, names: Sequence[str]) -> list[str]:
    wanted = key(city)
    return sorted(names, key=lambda name: -fuzz.ratio(wanted, key(name)))[:MOST]


def _distinct(one: Found, combinations: Iterable[dict[str, str]]) -> list[Suggestion]:
    """The first few that change anything, each with all of the place on one line."""
    location: Any = one.typed.location
    offered: dict[tuple[str, ...], Suggestion] = {}
    for values in combinations:
        changed = {
            name: value for name, value in values.items() if not keys(value) & keys(getattr(location, name))
        }
        if not changed:
            continue
        columns = ("postal_code", "city", "county", "state", "province")
        whole = tuple(changed.get(name, getattr(location, name).strip()) for name in columns)
        offered.setdefault(whole, Suggestion(changed, ", ".join(part for part in whole if part)))
        if len(offered) == MOST:
            break
    return list(offered.values())
