"""How people write the names of cities and postal codes: everything under which one is looked for."""

import re

from anyascii import anyascii

from core.text import fold
from reference.geography.keys import key, keys, romaji
from reference.geography.postal import bare

# Delivery districts behind the name of a city: Paris 08, Lyon Cedex 03, Dublin 2, København K, Wien 1., Praha 1.
BEHIND = re.compile(
    r"[\s,]+(?:cedex(?:\s+\d+)?|\d{1,2}\.?(?:e|er|ème|st|nd|rd|th)?|[a-z]{1,2})$", re.IGNORECASE
)
# Words that say what kind of place it is, behind the name or before it.
KIND_BEHIND = re.compile(
    r"[\s-]+(?:city|shi|ku|cho|machi|gun|mura|town|ward|si|gu|qu|district|kommune|municipality)$"
)
KIND_BEFORE = re.compile(r"^(?:city of|town of|ciudad de|stadt|gemeinde|ville de|cd\.?|municipio de)\s+")
CJK_BEHIND = re.compile(r"[市区區町村縣县시군구]$")
PARTS = re.compile(r"\s*[,/;()（）]\s*|\s+-\s+")
CODE_IN_FRONT = re.compile(r"^\s*\d{2,}\s+")
ARTICLE_BEHIND = re.compile(r"^(.+?)(?:,? \(| ?, )(le|la|les|l'|el|los|las|a|o|die|der|the)\)?$")
SYLLABLE = 3
# Cities known by their first letters.
SHORT = {
    "MX": {
        "cdmx": "ciudaddemexico",
        "mexicodf": "ciudaddemexico",
        "df": "ciudaddemexico",
        "mexico": "ciudaddemexico",
    },
    "US": {
        "ny": "newyork",
        "nyc": "newyork",
        "newyorkcity": "newyork",
        "la": "losangeles",
        "washingtondc": "washington",
    },
    "AR": {
        "caba": "buenosaires",
        "capitalfederal": "buenosaires",
        "ciudadautonomadebuenosaires": "buenosaires",
    },
}


def city_keys(country: str, city: str) -> list[str]:
    """The keys under which a city is looked for, the whole name first."""
    text = ARTICLE_BEHIND.sub(r"\2 \1", fold(city))
    whole = [text, BEHIND.sub("", text), CODE_IN_FRONT.sub("", text)]
    whole += [part for part in PARTS.split(text) if part]
    whole += [BEHIND.sub("", part) for part in PARTS.split(text) if part]
    if country not in ("GB", "IE", "US"):
        whole += [part for part in re.split(r"\s*-\s*", text)[:1] if len(part) > 3]
    found: dict[str, None] = {}
    for one in whole:
        latin = one if one.isascii() else anyascii(one).lower()
        for each in (one, KIND_BEHIND.sub("", latin), KIND_BEFORE.sub("", latin), CJK_BEHIND.sub("", one)):
            for each_key in sorted(keys(each)):
                found.setdefault(each_key)
                short = SHORT.get(country, {}).get(each_key)
                if short:
                    found.setdefault(short)
                if country == "JP":
                    found.setdefault(romaji(each_key))
    return [one for one in found if len(one) > 1 and not one.isdigit()]


def postal_codes(country: str, code: str) -> list[str]:
    """The codes under which a postal code is looked for: as far as the country's lists go, then its beginnings."""
    plain = bare(country, code)
    enough = _enough(country, plain)
    beginnings = [enough[:length] for length in range(min(4, len(enough) - 1), 0, -1)]
    return [one for one in dict.fromkeys([plain, enough, *beginnings]) if one]


def _enough(country: str, plain: str) -> str:
    """The part of a code that lists carry."""
    if country in ("GB", "IM", "JE", "GG"):
        return plain[:-3] if len(plain) > 4 else plain
    if country in ("CA", "IE", "SG"):
        return plain[:3]
    if country in ("NL", "PT", "LT", "LU"):
        return plain[:4]
    if country == "AR":
        digits = re.search(r"\d{4}", plain)
        return digits[0] if digits else plain
    if country == "US":
        return plain[:5]
    return plain


def abbreviates(typed: str, name: str) -> bool:
    """True where the typed words are those of a name, the first whole, others shortened or left out (o.d. Tauber)."""
    if "." not in typed and "/" not in typed:
        return False
    short, whole = (
        [key(word) for word in re.split(r"[\s./()-]+", text) if key(word)] for text in (typed, name)
    )
    if not short or len(short[0]) <= SYLLABLE or short[:1] != whole[:1]:
        return False
    rest = iter(whole[1:])
    return all(any(word.startswith(one) for word in rest) for one in short[1:])


def begins(longer: str, shorter: str) -> bool:
    """True where a name has the words of another at its beginning, and they are more than a syllable."""
    words = [[key(word) for word in re.split(r"[\s-]+", name) if key(word)] for name in (longer, shorter)]
    return len("".join(words[1])) > SYLLABLE and words[0][: len(words[1])] == words[1]
