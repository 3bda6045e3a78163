"""What one place is before it is stored, whichever file or library it comes from."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from reference.models import Place

Kind = Place.Kind
EARTH = 6371.0
LONGEST_NAME = 200


@dataclass(slots=True)
class PlaceRow:
    """An area, a city, a postal code or a beginning of postal codes; see the model Place."""

    kind: str
    name: str
    code: str = ""
    areas: frozenset[str] = frozenset()
    latitude: float | None = None
    longitude: float | None = None
    reach: float = 0.0
    population: int = 0
    keys: set[str] = field(default_factory=set)


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    lift = math.sin((lat2 - lat1) / 2) ** 2
    lift += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, lift)))


def middle(points: Iterable[tuple[float, float]], share: float = 1.0) -> tuple[float, float, float]:
    """(latitude, longitude, reach): the point in the middle, and how far from it `share` of the points lie."""
    points = list(points)
    lats, lons = sorted(point[0] for point in points), sorted(point[1] for point in points)
    centre = (lats[len(lats) // 2], lons[len(lons) // 2])
    distances = sorted(distance(centre, point) for point in points)
    return (*centre, distances[min(len(distances) - 1, int(len(distances) * share))])
