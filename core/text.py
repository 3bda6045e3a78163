"""Text as it is stored, and text as it is compared.

Databases disagree on case and collation, so Registrar compares names and numbers by a folded key of its own
(`fold`) and never by a database's idea of equality.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINE_BREAKS = frozenset("\n\r\t")
# Characters that change the reading order of what follows: they can make one text look like another.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control characters, lone surrogates and code points without a meaning.
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Cn"})


# A web address in a text; what ends a sentence is not part of it.
ADDRESS = re.compile(r"\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A stretch of text; `url` where it is a web address."""

    text: str
    url: str = ""


def linked(text: str) -> list[Part]:
    """The text in parts, web addresses apart. Only http and https are addresses (trust 21)."""
    parts, place = [], 0
    for found in ADDRESS.finditer(text):
        parts += [Part(text[place : found.start()]), Part(found.group(), found.group())]
        place = found.end()
    return [part for part in [*parts, Part(text[place:])] if part.text]


def fold(value: str | None) -> str:
    """The key under which `value` is compared: NFKC, case folded, trimmed, single spaces; "" for nothing."""
    if not value:
        return ""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return " ".join(folded.split())


def clean_text(value: str, *, multiline: bool = False) -> str:
    """`value` trimmed and in NFC; ValidationError when it holds a character that no text should hold."""
    allowed = LINE_BREAKS if multiline else frozenset()
    for position, character in enumerate(value, start=1):
        if character in allowed:
            continue
        if character in BIDI_CONTROLS or unicodedata.category(character) in REFUSED_CATEGORIES:
            raise ValidationError(
                _("Remove the invisible or unreadable character U+%(code)s at position %(position)d."),
                code="character",
                params={"code": f"{ord(character):04X}", "position": position},
            )
    return unicodedata.normalize("NFC", value).strip()
