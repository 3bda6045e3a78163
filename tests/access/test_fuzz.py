"""Hostile requests, drawn by a seed: whatever is asked of any address, no answer is a fault (trust 1, 9, 16, 19)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from core.errors import server_error
from tests.access.asking import ask, undone
from tests.access.reading import main_form
from tests.access.targets import Target, targets
from tests.access.test_hostile import PAYLOADS
from tests.access.world import MARKS, World
from tests.scale import size

pytestmark = pytest.mark.django_db

PEOPLE = ("clerk", "administrator", "other_clerk", "steward", "anonymous")
# What programs stumble over: numbers at the edge, dates that are none, other alphabets, other people's syntax.
VALUES = [
    *PAYLOADS,
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "99999999999999999999",
        "2147483648",
        "9223372036854775808",
        "1e309",
        "NaN",
        "½",
    ),
    *("2024-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "31/12/2024", "24:61"),
    *("\x00", "\u202e", "\ud7ff", "\U0010ffff", "é" * 200, "a" * 5_000, "%", "%%%", "\\", "_", "ﬀ", "İ"),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE parties_party; --",
        "%s",
        "%(x)s",
        "{0.__class__}",
        "$(id)",
        "../../etc/passwd",
    ),
    *("true", "null", "[]", "{}", '{"a":1}', "on", "A", "I", "M", "ORGANIZATION", "en", "de", "page", "x,y"),
]
NAMES = (
    "q",
    "page",
    "per_page",
    "sort",
    "status",
    "unit",
    "customer",
    "as_of",
    "from",
    "to",
    "type",
    "draft",
)
NAMES += (
    "id",
    "pk",
    "pk__in",
    "o",
    "_popup",
    "next",
    "version",
    "export",
    "format",
    "columns",
    "field",
    "p",
    "e",
)
HEADERS: list[dict[str, str]] = [
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "rows"},
    {"HX-Request": "true", "HX-Target": "\xff"},
    {"Accept-Language": "xx-YY;q=x"},
    {"X-Forwarded-For": "' OR 1=1"},
    {"Accept": "application/json"},
    {"Content-Type": "application/json"},
]


@dataclass
class Fuzz:
    """Draws requests for the addresses of a world, and says what was wrong with the answers."""

    world: World
    source: random.Random
    every: list[Target] = field(default_factory=targets)
    forms: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def rounds(self, count: int) -> Iterator[list[str]]:
        """What was wrong with each of so many requests, mostly nothing."""
        for _number in range(count):
            target = self.source.choice(self.every)
            side = self.world.sides[self.source.choice(target.sides())]
            yield self.request(target.path(self.world, side))

    def request(self, path: str) -> list[str]:
        """One request; everything that it wrote is taken back."""
        source = self.source
        name, headers = source.choice(PEOPLE), source.choice(HEADERS)
        persona = self.world.personas[name]
        with undone():
            if source.random() < 0.5:
                asked, data = f"GET {path}", self.question()
                answer = ask(persona, "GET", path, data, **headers)
            else:
                asked, data = f"POST {path}", self.sent(name, path)
                answer = ask(
                    persona, "POST", path, data, **{k: v for k, v in headers.items() if k != "Content-Type"}
                )
            said = list(wrong(name, path, answer))
        return [f"{asked} by {name} with {data!r:.300} and {headers}: {text}" for text in said]

    def question(self) -> dict[str, Any]:
        """Parameters of an address; some of them twice."""
        names = self.source.sample(NAMES, self.source.randint(0, 4))
        return {name: self.values() for name in names}

    def values(self) -> str | list[str]:
        """One value, at times two."""
        value: str = self.source.choice(VALUES)
        return [value, self.source.choice(VALUES)] if self.source.random() < 0.1 else value

    def sent(self, name: str, path: str) -> dict[str, Any]:
        """The form of the page with some fields spoiled, left out or added; or something else altogether."""
        if (name, path) not in self.forms:
            page = ask(self.world.personas[name], "GET", path)
            html = page.headers.get("Content-Type", "").startswith("text/html")
            self.forms[name, path] = main_form(page.text, path) if page.status_code == 200 and html else {}
        data = dict(self.forms[name, path])
        for spoiled in self.source.sample(sorted(data), min(len(data), self.source.randint(0, 3))):
            if self.source.random() < 0.3:
                del data[spoiled]
            else:
                data[spoiled] = self.values()
        return data | (self.question() if self.source.random() < 0.5 else {})


def wrong(name: str, path: str, answer: Any) -> Iterator[str]:
    """A fault of the server; a text of the other unit in what somebody of unit B is shown."""
    if answer.status_code >= 500:
        yield f"answered {answer.status_code}"
    if name == "other_clerk" and not answer.streaming and MARKS["A"] in answer.text:
        yield "shows another unit's text"
    if not connection.in_atomic_block:
        yield "left its transaction"


def told(figures: Any, fuzz: Fuzz, count: int) -> list[str]:
    """Everything that was wrong, counted."""
    found: list[str] = []
    for said in fuzz.rounds(count):
        figures.add("hostile requests")
        figures.add("hostile faults", len(said))
        found += said
    return found


def test_no_hostile_request_is_answered_by_a_fault(world, figures):
    fuzz = Fuzz(world, random.Random(1))
    assert told(figures, fuzz, size().hostile) == []


@pytest.mark.twin("faults")
def test_a_page_that_fails_is_seen(world, monkeypatch):
    [page] = [target for target in targets() if target.name == "customers:overview"]
    monkeypatch.setattr(page.view, "get", lambda view, request, **kwargs: server_error(request))
    fuzz = Fuzz(world, random.Random(1), [page])
    assert any("answered 500" in text for said in fuzz.rounds(20) for text in said)
