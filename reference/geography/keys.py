"""Names of places as they are compared: without case, accents, hyphens, and whichever way a Saint is written."""

import re
from functools import lru_cache

from anyascii import anyascii

from core.text import fold

LONGEST = 100
# Words that are written in several ways; all of them become the last one.
WORDS = {
    **dict.fromkeys(["saint", "sankt", "sint", "san", "santa", "sainte", "ste", "sta", "sto", "santo"], "st"),
    "mount": "mt",
    "fort": "ft",
    "and": "",
    "et": "",
    "und": "",
    "y": "",
    "e": "",
    "the": "",
}
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The folded key of a name; "" for nothing."""
    return _joined(anyascii(fold(name)).lower())


def keys(name: str) -> set[str]:
    """Every key under which a name is found: ä as a and as ae, and the name without what stands in brackets."""
    folded = fold(name)
    found = {key(folded), _joined(anyascii(folded.translate(UMLAUTS)).lower())}
    bare = re.sub(r"\s*[(\[（].*?[)\]）]", "", folded)
    if bare != folded:
        found.add(key(bare))
    return found - {""}


def _joined(text: str) -> str:
    words = NOT_A_WORD.split(text.replace("'", "").replace("`", "").replace("’", ""))
    kept = "".join(WORDS.get(word, word) for word in words)
    return (kept or "".join(words))[:LONGEST]


def code_key(code: str) -> str:
    """A postal code without case, spaces and hyphens."""
    return NOT_A_WORD.sub("", anyascii(fold(code)).lower()).upper()
