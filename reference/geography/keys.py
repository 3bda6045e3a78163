"""Names of places as they are compared: without case, accents, hyphens, and whichever way a Saint is written."""

import re
from functools import lru_cache

from anyascii import anyascii

from core.text import fold

LONGEST = 100
# Words that are written in several ways; all of them become the last one.
WORDS = {
    **dict.fromkeys(["saint", "sankt", "sint", "sainte", "ste"], "st"),
    "sta": "santa",
    "sto": "santo",
    "nth": "north",
    "sth": "south",
    "mount": "mt",
    "fort": "ft",
    "and": "",
    "et": "",
    "und": "",
    "y": "",
    "e": "",
    "the": "",
}
APOSTROPHES = re.compile("['`’]")
BRACKETS = re.compile(r"\s*[(\[（].*?[)\]）]")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """The folded key of a name; "" for nothing."""
    return _joined(_latin(fold(name)))


@lru_cache(maxsize=200_000)
def keys(name: str) -> frozenset[str]:
    """Every key under which a name is found: ä as a and as ae, and the name without what stands in brackets."""
    folded = name.lower() if name.isascii() else fold(name)
    found = {_joined(_latin(folded))}
    if not folded.isascii():
        found.add(_joined(_latin(folded.translate(UMLAUTS))))
    if "(" in folded or "[" in folded or "（" in folded:
        found.add(_joined(_latin(BRACKETS.sub("", folded))))
    return frozenset(found - {""})


def _latin(text: str) -> str:
    return text.lower() if text.isascii() else anyascii(text).lower()


def _joined(text: str) -> str:
    words = NOT_A_WORD.split(APOSTROPHES.sub("", text))
    kept = "".join([WORDS.get(word, word) for word in words])
    return (kept or "".join(words))[:LONGEST]


def romaji(name_key: str) -> str:
    """The key of a Japanese name in Latin letters, however long vowels and the n before b, m, p are written."""
    short = re.sub(r"ou|oo|oh(?![aiueo])", "o", name_key)
    short = re.sub(r"uu", "u", short)
    return re.sub(r"m(?=[bmp])", "n", short)


def code_key(code: str) -> str:
    """A postal code without case, spaces and hyphens."""
    return NOT_A_WORD.sub("", anyascii(fold(code)).lower()).upper()
