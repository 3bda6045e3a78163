"""How a field is called on a page: in title case, like the guides ("Account Number", "Date of Birth").

Models name their fields in lower case, as they stand within a sentence; this is the one place that turns such a
name into a label: for the fields of forms (`forms.prepare`), facts (`fragments/facts.html`) and lines of history.
"""

from typing import Any

from django.utils import translation
from django.utils.text import capfirst

SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
# What is longer reads as a sentence, not as a name.
MOST_WORDS = 5


def title(label: Any) -> str:
    """The label in title case. One that is a sentence stays as it is; other languages than English begin it large.

    A word that has a capital already is kept ("ID", "D-U-N-S"). Small words stay small between others.
    """
    text = str(label)
    if not (translation.get_language() or "en").startswith("en"):
        return capfirst(text)
    words = text.split(" ")
    if len(words) > MOST_WORDS:
        return text
    last = len(words) - 1
    return " ".join(_word(word, at_edge=place in {0, last}) for place, word in enumerate(words))


def _word(word: str, *, at_edge: bool) -> str:
    if word != word.lower() or (word in SMALL_WORDS and not at_edge):
        return word
    return word[:1].upper() + word[1:]
