"""Every table of every page, exported by everybody: the file says no more than the page (R-060, trust 9)."""

import io
from typing import Any

import openpyxl
import pytest

from core.querysets import UnitOwnedQuerySet
from tests.access.asking import ask, leaks
from tests.access.targets import Target, targets, unknown
from tests.access.world import EVERYBODY, MARKS, SETUP_MARKS, Persona, World

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-060")]

TARGETS = [
    target
    for target in (targets() if not unknown() else [])
    if hasattr(target.view, "listed") and target.takes("GET")
]
BY_NAME = [pytest.param(target, id=target.name) for target in TARGETS]
# Lists that show rows only when something is asked for, and those that hide what is inactive.
QUERIES = {
    "customers:search": "?name=Shared&go=1&status=all",
    "customers:overview": "?status=all&site-status=all",
}


def said_of_customers(target: Target, text: str) -> str:
    """What a file says of the records of units. The history of everything also tells who was given which unit."""
    if target.name == "history":
        for mark in SETUP_MARKS.values():
            text = text.replace(mark, "")
    return text


def text_of(response: Any, kind: str) -> str:
    """What a file says."""
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def address_of(world: World, target: Target, side: str) -> str:
    path = target.path(world, world.sides[side])
    query = QUERIES.get(target.name, "?status=all")
    return f"{path}{query}"


def files(world: World, persona: Persona, target: Target, kind: str) -> dict[str, str]:
    """What each table of a page says to somebody, by its address."""
    said = {}
    for side in target.sides():
        address = address_of(world, target, side)
        page = ask(persona, "GET", address)
        regions = page.context["regions"] if page.status_code == 200 and page.context else []
        for region in regions:
            columns = ",".join(choice.name for choice in region.table.choice.choices())
            path = f"{address}&{region.table.prefixed_columns_field}={columns}&export={kind}&region={region.name}"
            response = ask(persona, "GET", path)
            assert (response.status_code, response.streaming) == (200, True), (persona.name, path)
            said[path] = text_of(response, kind)
        if page.status_code != 200:
            refused = ask(persona, "GET", f"{address}&export={kind}")
            assert (refused.status_code, refused.streaming) == (page.status_code, False), persona.name
    return said


@pytest.mark.parametrize("target", BY_NAME)
def test_no_file_says_what_another_unit_has(world, target):
    for name in EVERYBODY:
        persona = world.personas[name]
        for path, text in files(world, persona, target, "csv").items():
            assert list(leaks(persona, path, said_of_customers(target, text))) == [], name


def test_the_other_format_says_no_more(world):
    target = next(each for each in TARGETS if each.name == "customers:overview")
    for name in ("clerk", "other_clerk", "auditor"):
        persona = world.personas[name]
        for path, text in files(world, persona, target, "xlsx").items():
            assert list(leaks(persona, path, text)) == [], name


def test_there_is_something_to_see(world):
    said = "".join(
        text for target in TARGETS for text in files(world, world.personas["auditor"], target, "csv").values()
    )
    assert all(mark in said for mark in MARKS.values())


def test_with_the_scope_of_rows_off_it_is_seen(world, monkeypatch):
    target = next(each for each in TARGETS if each.name == "accounts:overview")
    clerk = world.personas["other_clerk"]
    [(path, text)] = files(world, clerk, target, "csv").items()
    assert list(leaks(clerk, path, text)) == []

    monkeypatch.setattr(UnitOwnedQuerySet, "visible_to", lambda rows, user: rows)
    [(path, text)] = files(world, clerk, target, "csv").items()
    assert list(leaks(clerk, path, text)) != []
