"""Asking the geography about many addresses at once: three queries, however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q

from core import memory
from reference.geography.keys import key
from reference.geography.store import UNFINISHED
from reference.models import GeographySource, Place, PlaceName

# So many keys or codes are asked for in one query.
AT_A_TIME = 5000
# So many people make a city known in every country.
KNOWN_EVERYWHERE = 2_000_000
CITY_COLUMNS = ("pk", "name", "area", "latitude", "longitude", "population")


@dataclass(frozen=True)
class City:
    """A city of the geography."""

    name: str
    areas: frozenset[str]
    point: tuple[float, float] | None
    population: int


class CityName(NamedTuple):
    """A city under one of its keys, as it is stored: a country has many thousands."""

    key: str
    name: str
    area: str
    latitude: float | None
    longitude: float | None
    population: int

    @property
    def city(self) -> City:
        """The city."""
        return City(self.name, _codes(self.area), _point(self.latitude, self.longitude), self.population)


@dataclass(frozen=True)
class Postal:
    """A postal code, or the beginning of postal codes."""

    code: str
    names: tuple[str, ...]
    areas: frozenset[str]
    point: tuple[float, float] | None
    reach: float
    keys: frozenset[str]
    exact: bool


@dataclass
class Atlas:
    """What the geography knows of the places that were asked for. `known` are the countries of which it knows any."""

    sources: dict[int, list[GeographySource]]
    cities: dict[tuple[int, str], list[City]]
    areas: dict[tuple[int, str], set[str]]
    codes: dict[tuple[int, str], Postal]

    def counts(self, country: int) -> tuple[int, int]:
        """How many (cities, postal codes) of the country are known."""
        sources = self.sources.get(country, [])
        return sum(one.cities for one in sources), sum(one.postal_codes for one in sources)

    def postal(self, country: int, candidates: Sequence[str]) -> Postal | None:
        """The first of the candidate codes that is known; the longest known beginning otherwise."""
        for code in candidates:
            found = self.codes.get((country, code))
            if found is not None:
                return found
        return None


def open_atlas(asked: Iterable[tuple[int, set[str], Sequence[str]]]) -> Atlas:
    """The atlas for (country, keys of names, candidate postal codes) of each address."""
    asked = list(asked)
    countries = {country for country, _keys, _codes in asked}
    loaded: dict[int, list[GeographySource]] = memory.recall("geography", _sources)
    sources = {country: loaded[country] for country in countries if country in loaded}
    atlas = Atlas(sources, defaultdict(list), defaultdict(set), {})
    usable = [one.pk for group in sources.values() for one in group]
    if usable:
        _read_codes(atlas, usable, {code for _country, _keys, codes in asked for code in codes})
        names = {key(code.names[0]) for code in atlas.codes.values() if len(code.names) == 1}
        _read_names(atlas, usable, names.union(*(keys for _country, keys, _codes in asked)))
    return atlas


def _sources() -> dict[int, list[GeographySource]]:
    """What is loaded, by country."""
    found: dict[int, list[GeographySource]] = defaultdict(list)
    for row in GeographySource.objects.exclude(code__endswith=UNFINISHED).order_by("pk"):
        found[row.country_id].append(row)
    return dict(found)


def _read_names(atlas: Atlas, sources: list[int], keys: set[str]) -> None:
    names = PlaceName.objects.filter(
        country__in=list(atlas.sources),
        kind__in=[Place.Kind.AREA, Place.Kind.CITY],
        place__source__in=sources,
    )
    columns = ("country_id", "kind", "key", "place__code", *(f"place__{name}" for name in CITY_COLUMNS[1:]))
    for part in _parts(keys):
        rows = names.filter(key__in=part).order_by("place_id").values_list(*columns)
        for country, kind, name_key, code, name, area, latitude, longitude, population in rows:
            if kind == Place.Kind.AREA:
                atlas.areas[country, name_key].add(code)
            else:
                city = City(name, _codes(area), _point(latitude, longitude), population)
                atlas.cities[country, name_key].append(city)


def _read_codes(atlas: Atlas, sources: list[int], codes: set[str]) -> None:
    places = Place.objects.filter(
        country__in=list(atlas.sources),
        kind__in=[Place.Kind.POSTAL, Place.Kind.BEGINNING],
        source__in=sources,
    ).order_by("pk")
    columns = ("country_id", "kind", "code", "name", "area", "latitude", "longitude", "reach", "keys")
    for part in _parts(codes):
        for country, *row in places.filter(code__in=part).values_list(*columns):
            found, former = _postal(*row), atlas.codes.get((country, row[1]))
            atlas.codes[country, row[1]] = found if former is None else _merged(former, found)


def _postal(
    kind: str, code: str, name: str, area: str, latitude: Any, longitude: Any, reach: float, keys: str
) -> Postal:
    names = tuple(part for part in name.split("; ") if part)
    exact = kind == Place.Kind.POSTAL
    return Postal(
        code,
        names,
        _codes(area),
        _point(latitude, longitude),
        reach,
        frozenset(filter(None, keys.split("|"))),
        exact,
    )


def _merged(one: Postal, other: Postal) -> Postal:
    """A code that two sources know, or that is a code as well as a beginning: the exact one, with both names."""
    first, second = (one, other) if one.exact else (other, one)
    if first.exact != second.exact:
        return first
    return Postal(
        first.code,
        tuple(dict.fromkeys([*first.names, *second.names])),
        first.areas | second.areas,
        first.point or second.point,
        max(first.reach, second.reach),
        first.keys | second.keys,
        first.exact,
    )


def codes_near(
    wanted: Sequence[tuple[int, str, tuple[float, float] | None]], most: int
) -> list[tuple[int, Postal]]:
    """Postal codes whose places include a city: for (country, key of the city, its point), in one query."""
    conditions = []
    for country, name_key, point in wanted:
        condition = Q(country=country, keys__contains=f"|{name_key}|")
        if point is not None:
            condition &= Q(latitude__range=(point[0] - 0.5, point[0] + 0.5))
        conditions.append(condition)
    if not conditions:
        return []
    rows = Place.objects.filter(reduce(or_, conditions), kind=Place.Kind.POSTAL).order_by("code")
    columns = ("country_id", "kind", "code", "name", "area", "latitude", "longitude", "reach", "keys")
    return [(country, _postal(*row)) for country, *row in rows.values_list(*columns)[: most * len(wanted)]]


def city_names(countries: Iterable[int]) -> dict[int, list[CityName]]:
    """Every city of the countries under each of its keys, for looking for near spellings; one query."""
    found: dict[int, list[CityName]] = defaultdict(list)
    rows = PlaceName.objects.filter(country__in=set(countries), kind=Place.Kind.CITY).order_by()
    columns = ("country_id", "key", *(f"place__{name}" for name in CITY_COLUMNS[1:]))
    for country, *row in rows.values_list(*columns):
        found[country].append(CityName._make(row))
    return found


def cities_of_the_world(keys: Iterable[str]) -> dict[str, set[int]]:
    """The countries that have a city of world-wide fame under each of these keys; one query."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = PlaceName.objects.filter(
        key__in=set(keys), kind=Place.Kind.CITY, place__population__gte=KNOWN_EVERYWHERE
    ).order_by()
    for name_key, country in rows.values_list("key", "country_id"):
        found[name_key].add(country)
    return found


def _parts(values: set[str]) -> Iterable[list[str]]:
    ordered = sorted(values - {""})
    return (ordered[start : start + AT_A_TIME] for start in range(0, len(ordered), AT_A_TIME))


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) - {""}


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
