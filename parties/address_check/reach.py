"""How far cities and postal codes reach: whether a code may be one of a city, by where both lie."""

import math
from collections.abc import Iterable, Sequence

from parties.address_check.lists import LARGE, PROVINCE_WIDE, ROUGH, WIDE
from reference.geography import areas
from reference.geography.atlas import City, Postal
from reference.geography.rows import distance

# Around each point, in kilometres: the post's codes and the middle of a city never lie on one another.
LEEWAY = 25.0
# No city stretches further from its middle, in kilometres.
LARGEST = 45.0


def likely(cities: Sequence[City]) -> Sequence[City]:
    """The cities that are meant by a name: with a large one among them, no hamlet that is called so elsewhere."""
    large = {area for city in cities if city.population >= LARGE for area in city.areas}
    return [city for city in cities if city.population or not city.point or not large or city.areas & large]


def any_has(cities: Iterable[City], postal: Postal, country: str) -> bool | None:
    """Whether the code is one of any of the cities; None where that is not known of one of them."""
    answers = {_has(city, postal, country) for city in cities}
    return True if True in answers else None if None in answers else False


def _has(city: City, postal: Postal, country: str) -> bool | None:
    together = _share_area(city, postal, country)
    if postal.point is None or city.point is None or _is_province_wide(postal, country):
        return together
    return (country in ROUGH and together is True) or reaches(postal, city, country)


def _share_area(city: City, postal: Postal, country: str) -> bool | None:
    if not city.areas or not postal.areas:
        return None
    return areas.any_related(country, city.areas, postal.areas)


def _is_province_wide(postal: Postal, country: str) -> bool:
    """True for a code of the country that a point says nothing about: it is delivered all over a province."""
    pattern = PROVINCE_WIDE.get(country)
    return pattern is not None and pattern.match(postal.code) is not None


def reaches(postal: Postal, city: City, country: str) -> bool:
    """True where the code lies no further from the city than both reach; also where a point is not known."""
    if postal.point is None or city.point is None:
        return True
    far = postal.reach + LEEWAY + WIDE.get(country, 0.0)
    return distance(postal.point, city.point) <= far + size_of(city)


def size_of(city: City) -> float:
    """How far a city stretches from its middle, in kilometres, by its inhabitants."""
    return min(LARGEST, math.sqrt(city.population) / 60)
