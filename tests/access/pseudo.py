"""A language that nobody speaks: every text that goes through gettext comes out accented, longer and in brackets.

What stands on a page without brackets never went through gettext, unless it is data.
"""

import re
from html import unescape
from html.parser import HTMLParser

OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans(
    "aceiknorsuyzACEIKNORSUYZ",
    "åçéîķñöŕšûýžÅÇÉÎĶÑÖŔŠÛÝŽ",
)
# What must survive in a text: placeholders, markup, entities, and the bracketed rest of another text.
KEPT = re.compile(r"(%\(\w+\)[#0\- +]*[\d.]*[a-z]|%\w+%|%[a-z%]|\{\w*\}|<[^>]+>|&#?\w+;)")


def accented(text: str) -> str:
    """The text in the language that nobody speaks: a third longer, its placeholders as they were."""
    if not text.strip():
        return text
    parts = KEPT.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    return f"{OPEN}{''.join(parts)}{'·' * (len(text) // 3)}{CLOSE}"


class PseudoTranslation:
    """Stands in for Django's translation object of a language."""

    def gettext(self, message: str) -> str:
        # Django joins context and text by this letter.
        return accented(message.rpartition("\x04")[2])

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def language(self) -> str:
        return "en"

    to_language = language


class PageTexts(HTMLParser):
    """Every text of a page that somebody reads or hears, with where it stands."""

    ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription")
    SILENT = ("script", "style", "code", "kbd")
    EMPTY = ("br", "hr", "img", "input", "link", "meta", "wbr", "path", "rect", "circle", "line")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.path: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        where = tag + "".join(
            f"[{name}={given[name]}]" for name in ("id", "name", "class") if given.get(name)
        )
        for name in self.ATTRIBUTES:
            self._take(given.get(name, ""), f"{where} {name}")
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self._take(given.get("value", ""), f"{where} value")
        if tag not in self.EMPTY:
            self.path.append(where)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.EMPTY:
            self.path.pop()

    def handle_endtag(self, tag):
        for place in range(len(self.path) - 1, -1, -1):
            if re.match(r"\w+", self.path[place]).group() == tag:
                del self.path[place:]
                return

    def handle_data(self, data):
        if not any(where.startswith(self.SILENT) for where in self.path):
            self._take(data, " > ".join(self.path[-2:]))

    def _take(self, text, where):
        if text := " ".join(unescape(text).split()):
            self.found.append((where, text))


def outside_brackets(text: str) -> str:
    """What of a text stands outside of every pair of brackets."""
    depth, rest = 0, []
    for letter in text:
        if letter == OPEN:
            depth += 1
            rest.append(" ")
        elif letter == CLOSE:
            depth = max(depth - 1, 0)
        elif not depth:
            rest.append(letter)
    return " ".join("".join(rest).split())
