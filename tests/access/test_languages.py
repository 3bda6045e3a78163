"""Every text on every page goes through gettext: in a language that nobody speaks, nothing is left in English."""

import re
import zoneinfo
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import trans_real

from core import preferences, roles
from core.jobs import programs
from tests.access.asking import ask, undone
from tests.access.pseudo import PageTexts, PseudoTranslation, accented, outside_brackets
from tests.access.reading import main_form
from tests.access.targets import Target, targets, unknown
from tests.access.world import World

pytestmark = pytest.mark.django_db

# A page without a line in the registry is told by the matrix.
TARGETS = [target for target in targets(without=unknown()) if target.page != "redirect"]
# Who looks: the first of these who may.
READERS = ("administrator", "superuser", "steward", "clerk", "anonymous")
A_WORD = re.compile(r"[A-Za-z]{2,}")

# What is the same in every language. Data is not listed here: it is read from the database.
NAMES = {
    "Registrar",
    "CSV",
    "XLSX",
    "JSON",
    "UTC",
    "ID",
    "GB",
    "MB",
    "kB",
    "null",
    "KB",
    *(name for _code, name in settings.LANGUAGES),
    *roles.GRANTS,
    *programs._registry,
    *(part for zone in zoneinfo.available_timezones() for part in (zone, zone.replace("_", " "))),
}
# Formats and examples that a user types as they stand.
PATTERNS = [
    re.compile(r"https?://\S+"),
    re.compile(r"[\w.+-]+@[\w.-]+"),
    re.compile(r"\b[0-9a-f-]{16,}\b"),
    re.compile(r"access-matrix-\d+"),
    re.compile(r"\bCtrl(?:\+\w+)?\b"),
]
# What Django itself does not translate: the signs of its search box and of yes and no.
DJANGOS = {("alt", "Search"), ("alt", "True"), ("alt", "False"), ("alt", "None")}
# Tables whose texts are made by programs, in English, and shown to nobody.
NO_DATA = {"auth", "contenttypes", "sessions", "django_tasks_db", "axes", "matching"}


@pytest.fixture
def pseudo(monkeypatch):
    """English is replaced by the language that nobody speaks."""
    monkeypatch.setitem(trans_real._translations, "en", PseudoTranslation())
    with translation.override("en"):
        yield
    preferences.forget()


@pytest.fixture(scope="module")
def data(standing_world, django_db_blocker):
    """Every text in the database, its words in any number of lines joined."""
    with django_db_blocker.unblock():
        return set(texts_of_records())


def texts_of_records() -> Iterator[str]:
    """What people and starter files wrote, former values in the history included."""
    for model in apps.get_models():
        if model._meta.app_label in NO_DATA:
            continue
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
        ]
        for row in model._default_manager.values_list(*columns) if columns else ():
            yield from (" ".join(text.split()) for value in row for text in texts_in(value))


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value, which may be JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif value:
        yield str(value)


def untranslated(text: str, data: set[str]) -> list[tuple[str, str]]:
    """The texts of a page that are neither translated nor data: where, and what."""
    return [
        (where, rest)
        for where, said in PageTexts(text).found
        if (where.rpartition(" ")[2], said) not in DJANGOS and (rest := remainder(said, data))
    ]


def remainder(said: str, data: set[str]) -> str:
    """What of a text is neither translated nor data; "" where nothing is."""
    rest = outside_brackets(said)
    if not A_WORD.search(rest) or said in data or rest in data | NAMES:
        return ""
    for pattern in PATTERNS:
        rest = pattern.sub(" ", rest)
    for part in re.split(r"\s*[·–→|:,;/()…]\s+|\s+[·–→|(]\s*|\s{2,}", rest):
        known = part.strip(" .,:;()*“”\"'") in data | NAMES
        if known or not A_WORD.search(part):
            rest = rest.replace(part, " ", 1)
    if A_WORD.search(rest):
        rest = without(rest, data)
    return " ".join(rest.split()) if A_WORD.search(rest) else ""


def without(rest: str, data: set[str]) -> str:
    """The text without the names in it that are data, the longest first."""
    words = set(A_WORD.findall(rest))
    inside = [
        one for one in data | NAMES if len(one) > 2 and one in rest and words & set(A_WORD.findall(one))
    ]
    for one in sorted(inside, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", rest)
    return rest


def answers(world: World, target: Target) -> Iterator[tuple[str, str]]:
    """The address as the first reader sees it who may, and its form sent as it stands and empty."""
    path = target.path(world, world.sides["A"])
    for name in READERS:
        persona = world.personas[name]
        shown = ask(persona, "GET", path)
        if shown.status_code not in (200, 405):
            continue
        yield "GET", shown
        form = main_form(shown.text, path) if is_page(shown) else {}
        for kind, filled in (("POST", form), ("POST of nothing", {"version": form.get("version", "1")})):
            with undone():
                yield kind, ask(persona, "POST", path, filled)
        return


def is_page(response: Any) -> bool:
    """Whether an answer is read by people: a page or a fragment of one."""
    return bool(response.headers.get("Content-Type", "").startswith("text/html"))


@pytest.mark.parametrize("target", [pytest.param(target, id=target.name) for target in TARGETS])
def test_no_text_bypasses_gettext(world, data, pseudo, target):
    """A text named here was not translated. Mark it with gettext; lazily, where it is read at import."""
    found = {
        (f"{method} {target.name}, {where}", text)
        for method, response in answers(world, target)
        if is_page(response)
        for where, text in untranslated(response.text, data)
    }
    if found:
        # The sample record of this address may have been made for it just now.
        known = data | set(texts_of_records())
        found = {(where, rest) for where, text in found if (rest := remainder(text, known))}
    told = sorted(f"{where}: {text}" for where, text in found)
    assert not told, "\n".join(["These texts bypass gettext:", *told])


@pytest.mark.parametrize(
    "text, left",
    [
        ("<p>⟦Ñö ŕöŵš··⟧</p>", []),
        ("<p>No rows</p>", [("p", "No rows")]),
        ("<p>⟦Šîtéš öf Acme Ltd·⟧</p>", []),
        ("<p>Acme Ltd</p><p>Acme Ltd · ⟦ñéŵ⟧</p><p>Acme Ltd is new</p>", [("p", "is new")]),
        (
            '<input id="a" placeholder="Search"><b title="⟦Tîtļé⟧">⟦å⟧</b>',
            [("input[id=a] placeholder", "Search")],
        ),
        ("<select><option>Acme Ltd</option><option>None</option></select>", [("select > option", "None")]),
        ("<script>const a = 'No rows'</script><code>No rows</code>", []),
        ('<div class="box"><p>12.5 % · 3</p>rest</div>', [("div[class=box]", "rest")]),
    ],
)
def test_a_text_without_gettext_is_found_and_data_is_let_be(text, left):
    """Negative control: what the search finds, and where it says that it stands."""
    assert untranslated(f"{text}", {"Acme Ltd"}) == left


def test_a_text_keeps_its_placeholders_and_grows():
    text = "%(count)d <b>sites</b> of {name} &amp; 5%%, %s"
    assert accented(text) == "⟦%(count)d <b>šîtéš</b> öf {name} &amp; 5%%, %s···············⟧"
