"""What postal codes with the same beginning have in common: where a code lies that is not listed itself."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from reference.geography.rows import Kind, PlaceRow, middle

# Beginnings of codes are kept up to this length.
MOST_BEGINNING = 4


def beginnings_of(coded: Sequence[PlaceRow]) -> Iterator[PlaceRow]:
    """A row for each beginning of the codes."""
    groups: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in coded:
        for length in range(1, min(MOST_BEGINNING, len(row.code) - 1) + 1):
            groups[row.code[:length]].append(row)
    for code, group in groups.items():
        votes = Counter(area for row in group for area in row.areas)
        areas = frozenset(area for area, count in votes.items() if count > len(group) * 0.01 and count)
        points = [
            (row.latitude, row.longitude)
            for row in group
            if row.latitude is not None and row.longitude is not None
        ]
        place: tuple[Any, Any, float] = middle(points, 0.98) if points else (None, None, 0.0)
        yield PlaceRow(Kind.BEGINNING, "", code, areas, *place)
