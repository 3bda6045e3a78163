"""ZIP codes of the United States with every city name that the post accepts, from the library zipcodes (MIT)."""

from collections.abc import Iterator
from typing import Any

import zipcodes

from reference.geography.keys import keys
from reference.geography.rows import Kind, PlaceRow


def postal_rows() -> Iterator[PlaceRow]:
    """Every ZIP code; the city that the post prefers is the shown one."""
    for entry in zipcodes.list_all():
        names = [entry["city"], *entry["acceptable_cities"]]
        yield PlaceRow(
            Kind.POSTAL,
            entry["city"],
            entry["zip_code"],
            frozenset({entry["state"]}),
            *_point(entry),
            keys=set().union(*(keys(name) for name in names)),
        )


def counties() -> dict[str, set[str]]:
    """The names of the counties by the state that they lie in."""
    found: dict[str, set[str]] = {}
    for entry in zipcodes.list_all():
        if entry["county"]:
            found.setdefault(entry["state"], set()).add(entry["county"])
    return found


def _point(entry: dict[str, Any]) -> tuple[float | None, float | None]:
    try:
        return float(entry["lat"]), float(entry["long"])
    except (TypeError, ValueError):
        return None, None
