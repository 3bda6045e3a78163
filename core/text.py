"""Text as it is stored, and text as it is compared.

Databases disagree on case and collation, so Registrar compares names and numbers by a folded key of its own
(`fold`) and never by a database's idea of equality.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINE_BREAKS = frozenset("\n\r\t")
# Characters that change the reading order of what follows: they can make one text look like another.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control characters, lone surrogates and code points without a meaning.
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Cn"})


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
