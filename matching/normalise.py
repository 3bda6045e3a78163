"""How names and numbers are brought into the form in which they are searched: pure functions."""

import re
import unicodedata

from anyascii import anyascii

from core.text import fold

# As long as the column of the index; a longer word is found by its beginning.
LONGEST = 120
_SEPARATORS = re.compile(r"[^\w%]+|_", re.UNICODE)
_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")


def plain(value: str | None) -> str:
    """Folded, in Latin letters without accents: "Müller & Söhne" and "MULLER & SOHNE" are the same."""
    decomposed = unicodedata.normalize("NFKD", fold(value))
    return fold(anyascii("".join(ch for ch in decomposed if not unicodedata.combining(ch))))


def words(value: str | None) -> list[str]:
    """The distinct words of a text, in order; punctuation separates them."""
    found = (word[:LONGEST] for word in _SEPARATORS.split(plain(value)) if word.strip("%"))
    return list(dict.fromkeys(found))


def number(value: str | None) -> str:
    """A number without its separators: "DE 123-456" becomes "de123456"."""
    return _NOT_ALPHANUMERIC.sub("", plain(value))[:LONGEST]


def exact(value: object) -> str:
    """A value of any type as one key, punctuation and all."""
    return plain(str(value))[:LONGEST]


def whole(value: str | None) -> str:
    """A whole name as one key: its words with single spaces."""
    return " ".join(words(value))[:LONGEST]
