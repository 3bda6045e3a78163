"""The rows of the demo files, as text."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent

Row = dict[str, str]


def read(name: str) -> list[Row]:
    """The rows of customers/demo/<name>.csv, in the order of the file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by the value of one column; an unknown value has none."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
