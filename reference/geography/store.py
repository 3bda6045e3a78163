"""The one writer of the geography: replaces what is known of a country from a source, in parts.

A source is written beside the former one and takes its place at the end, so that nobody checks against half of it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from reference.geography import insertion
from reference.geography.rows import LONGEST_NAME, PlaceRow
from reference.models import Country, GeographySource, Place, PlaceName

# What a source is called while it is being written.
UNFINISHED = "…"
BATCH = 1000
LONGEST_SOURCE = 40 - len(UNFINISHED)


def begin(country: Country, code: str, origin: str) -> GeographySource:
    """An empty source beside the one in force; what an interrupted load left of it is taken away."""
    name = code[:LONGEST_SOURCE] + UNFINISHED
    for former in GeographySource.objects.filter(country=country, code=name):
        remove(former)
    return GeographySource.objects.create(
        country=country, code=name, origin=origin[:240], loaded_at=timezone.now()
    )


def add(source: GeographySource, rows: Sequence[PlaceRow]) -> None:
    """Add places with their names."""
    keys = insertion.free_keys(Place, len(rows))
    insertion.insert(Place, (_columns(key, source, row) for key, row in zip(keys, rows, strict=True)))
    names = [
        (place, row.kind, key)
        for place, row in zip(keys, rows, strict=True)
        if row.kind in (Place.Kind.AREA, Place.Kind.CITY)
        for key in sorted(row.keys)
    ]
    insertion.insert(
        PlaceName,
        (
            (pk, place, source.country_id, str(kind), key)
            for pk, (place, kind, key) in zip(insertion.free_keys(PlaceName, len(names)), names, strict=True)
        ),
    )
    source.areas += sum(row.kind == Place.Kind.AREA for row in rows)
    source.cities += sum(row.kind == Place.Kind.CITY for row in rows)
    source.postal_codes += sum(row.kind == Place.Kind.POSTAL for row in rows)
    source.save(update_fields=["areas", "cities", "postal_codes"])


def finish(source: GeographySource) -> GeographySource:
    """Let the new source take the place of the former one."""
    code = source.code.removesuffix(UNFINISHED)
    for former in GeographySource.objects.filter(country_id=source.country_id, code=code):
        remove(former)
    source.code, source.loaded_at = code, timezone.now()
    source.save(update_fields=["code", "loaded_at"])
    return source


def replace(country: Country, code: str, origin: str, rows: Iterable[PlaceRow]) -> GeographySource:
    """All of it at once: for small sources, tests and commands."""
    source = begin(country, code, origin)
    rows = list(rows)
    for start in range(0, len(rows), 5 * BATCH):
        add(source, rows[start : start + 5 * BATCH])
    return finish(source)


def remove(source: GeographySource) -> None:
    """Take a source away with all its places."""
    PlaceName.objects.filter(place__source=source).delete()
    source.delete()


def _columns(key: int, source: GeographySource, row: PlaceRow) -> tuple[Any, ...]:
    """A place in the order of its columns."""
    found = f"|{'|'.join(sorted(row.keys))}|" if row.kind == Place.Kind.POSTAL and row.keys else ""
    areas = ",".join(sorted(row.areas))[:60]
    return (
        key,
        source.pk,
        source.country_id,
        str(row.kind),
        row.code[:20],
        row.name[:LONGEST_NAME],
        areas,
        row.latitude,
        row.longitude,
        row.reach,
        row.population,
        found,
    )
