"""Valid combinations for an address that is wrong: by its postal code, by its city, by near spellings (R-051)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from parties import addresses
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
# So many people make a city known by its name.
WELL_KNOWN = 5000
# So many make it the likelier one of two that are two letters apart.
LARGE = 100_000
CITY_LIST = list[tuple[str, str, str, int]]


def judge_spellings(found: Sequence[Found]) -> None:
    """Where a city may be written in many ways, it is unknown only if it nearly is one that is known."""
    uncertain = [one for one in found if one.city_uncertain]
    if not uncertain:
        return
    names = atlas.city_names(one.typed.country_id for one in uncertain)
    for one in uncertain:
        entries = names.get(one.typed.country_id, [])
        one.city_unknown = any(
            _nearly(each, {entry[0] for entry in entries if entry[3] >= least}, slips)
            for each in one.typed.city_keys[:1]
            for slips, least in ((1, WELL_KNOWN), (2, LARGE))
        )


def _nearly(typed: str, choices: Iterable[str], slips: int) -> bool:
    return len(typed) > 3 * slips and any(
        DamerauLevenshtein.distance(typed, choice, score_cutoff=slips) <= slips for choice in choices
    )


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
    for country, postal in atlas.codes_near(wanted, MOST):
        for name_key in postal.keys:
            near.setdefault((country, name_key), []).append(postal)
    return near


def _combinations(
    one: Found, elements: set[str], names: CITY_LIST, near: dict[tuple[int, str], list[atlas.Postal]]
) -> Iterator[dict[str, str]]:
    """Values that take the place of typed ones."""
    typed, postal = one.typed, one.postal
    listed = postal is not None and postal.exact and not one.code_unknown
    if postal is not None and listed and elements & {"city", "state", "province", "county", "postal_code"}:
        for name in _alike_first(typed.location.city, postal.names):
            yield {"city": name, **_area(one, postal.areas)}
    if "postal_code" in elements:
        for city in one.cities[:1]:
            for other in near.get((typed.country_id, key(city.name)), [])[:MOST]:
                yield {"postal_code": _shown(typed.country, other.code), **_area(one, other.areas)}
    if names and one.typed.city_keys:
        yield from _near_cities(one, names)
    for name in [*one.unknown_areas, *one.wrong_areas]:
        yield from _near_areas(one, name)


def _near_cities(one: Found, names: CITY_LIST) -> Iterator[dict[str, str]]:
    typed = one.typed
    by_key = {entry[0]: entry for entry in sorted(names, key=lambda entry: entry[3])}
    matches = process.extract(
        typed.city_keys[0], by_key.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=ALIKE
    )
    wanted = set().union(*one.areas.values()) | (set(one.postal.areas) if one.postal else set())
    ranked = sorted(
        (by_key[match] for match, _score, _index in matches),
        key=lambda entry: (
            not _lies_in(typed.country, entry[2], wanted),
            -fuzz.ratio(typed.city_keys[0], entry[0]) - min(entry[3], 1_000_000) / 100_000,
        ),
    )
    for _key, name, area, _population in ranked:
        yield {"city": name, **_area(one, frozenset(area.split(",")) - {""})}


def _lies_in(country: str, area: str, wanted: set[str]) -> bool:
    return any(areas.related(country, one, other) for one in area.split(",") if one for other in wanted)


def _near_areas(one: Found, column: str) -> Iterator[dict[str, str]]:
    country = one.typed.country
    known = areas.areas_of(country)
    certain = set(one.postal.areas) if one.postal else set()
    for city in one.cities:
        certain |= city.areas if len(one.cities) == 1 or not certain else set()
    for code in sorted(certain & known.keys()):
        yield {column: _name(country, code)}
    choices = areas.codes_by_key(country)
    for typed in area_keys(getattr(one.typed.location, column)):
        for match, _score, _index in process.extract(
            typed, choices.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=ALIKE
        ):
            for code in sorted(choices[match]):
                yield {column: _name(country, code)}


def _area(one: Found, codes: frozenset[str]) -> dict[str, str]:
    """The area to put in, under the column in which one was typed or which the country's form has."""
    country = one.typed.country
    form = addresses.form_of(country)
    column = next(iter(one.typed.area_keys), form.area_field if form.element(form.area_field) else "")
    if len(codes) != 1 or not column:
        return {}
    code = next(iter(codes))
    if column in one.areas and any(areas.related(country, code, each) for each in one.areas[column]):
        return {}
    return {column: _name(country, code)} if code in areas.areas_of(country) else {}


def _name(country: str, code: str) -> str:
    return code if country in BY_CODE else areas.areas_of(country)[code].name


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
