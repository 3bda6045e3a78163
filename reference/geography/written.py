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
CEDEX = re.compile(r"\s+cedex.*$")
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
# The rest of a word, and whole words behind it, that a full stop stands for.
LEFT_OUT = r"\w*(?:\s\w+)*?\s*"
ELISION = re.compile("^(l|d)['\u2019] ?")
ROMANCE_ARTICLES = [
    "l",
    "la",
    "le",
    "les",
    "el",
    "els",
    "los",
    "las",
    "lo",
    "il",
    "i",
    "gli",
    "o",
    "a",
    "os",
    "as",
]
ARTICLES = frozenset([*ROMANCE_ARTICLES, "the", "de", "den", "het", "der", "die", "das"])
# A saint's first letter before a name (S. Paulo), and what it stands for.
SAINT = re.compile(r"^s\.\s*(?=\w{3})")
SAINTS = {
    **dict.fromkeys(["BR", "PT"], ("sao", "santo", "santa")),
    **dict.fromkeys(["AR", "CL", "CO", "ES", "MX", "PE", "UY"], ("san", "santa", "santo")),
    "IT": ("san", "santa", "santo", "sant"),
}
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


def city_keys(country: str, city: str, area: str = "") -> list[str]:
    """The keys under which a city is looked for, the whole name first; `area` is what was written behind it."""
    text = ARTICLE_BEHIND.sub(r"\2 \1", fold(city[: -len(area)].rstrip(" ,(") if area else city))
    whole = [text, BEHIND.sub("", text), CODE_IN_FRONT.sub("", text)]
    whole += [part for part in PARTS.split(text) if part]
    whole += [BEHIND.sub("", part) for part in PARTS.split(text) if part]
    if country not in ("GB", "IE", "US"):
        whole += [part for part in re.split(r"\s*-\s*", text)[:1] if len(part) > 3]
    saint = SAINT.match(text)
    whole += [f"{word} {text[saint.end() :]}" for word in SAINTS.get(country, ())] if saint else []
    found: dict[str, None] = {}
    for one in whole:
        latin = one if one.isascii() else anyascii(one).lower()
        for each in (one, KIND_BEHIND.sub("", latin), KIND_BEFORE.sub("", latin), CJK_BEHIND.sub("", one)):
            for each_key in (key(each), *sorted(keys(each))):
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
    """True where the typed words are those of a name, some of them shortened or left out.

    With a full stop or a stroke for what is left out (o.d. Tauber, S. Giovanni, Cinisello B.mo, Capelle a/d IJssel),
    or with the first letters of all words behind the first one (Roissy CDG).
    """
    words = [one for one in (key(word) for word in re.split(r"[\s/(),-]+", name)) if one]
    pieces = re.findall(r"[^\W_]+|[./]", anyascii(CEDEX.sub("", fold(typed))).lower().replace("'", ""))
    plain = [key(one) for one in pieces if one not in "./"]
    if not words or not any(len(one) > SYLLABLE and one in words for one in plain):
        return False
    if len(plain) == 2 and plain[0] == words[0] and plain[1] == "".join(word[0] for word in words[1:]):
        return True
    if len(plain) == len(pieces):
        return False
    pattern = ""
    for before, piece, behind in zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False):
        short = piece in "./" or (len(piece) == 1 and before in (".", "/"))
        pattern += "" if piece in "./" else re.escape(key(piece))
        pattern += LEFT_OUT if short else "" if behind in ("", ".", "/") else r"\s+"
    return re.search(rf"(?:^|\s){pattern}(?:\s|$)", " ".join(words)) is not None


def begins(longer: str, shorter: str) -> bool:
    """True where a name has the words of another at its beginning, and they are more than a syllable.

    An article before either of them does not count.
    """
    wanted = _without_article(shorter)
    whole = "".join(key(word) for word in wanted)
    words = _without_article(longer)
    beginnings = {"".join(key(word) for word in words[:count]) for count in range(1, len(words) + 1)}
    return len(whole) > SYLLABLE and whole in beginnings


def _without_article(name: str) -> list[str]:
    """The words of a name behind its article."""
    words = [word for word in re.split(r"[\s-]+", ELISION.sub(r"\1 ", fold(name))) if key(word)]
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words
