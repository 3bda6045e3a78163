"""Every address × method × person × operating unit, from the URLconf itself (trust 8, 9, 12, 19)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from core.checks import is_ours
from tests.access.asking import ABOUT_THE_BROWSER, ask, faults, records_among, undone, watching_writes
from tests.access.reading import main_form
from tests.access.registry import ADMIN_PAGES
from tests.access.targets import Answer, Target, patterns, targets, unknown
from tests.access.world import EVERYBODY, Persona, World

pytestmark = pytest.mark.django_db

TARGETS = targets() if not unknown() else []
# What `problems` says of a GET that wrote.
WRITES = re.compile(r"^GET .*: writes \[")
BY_NAME = [pytest.param(target, id=target.name) for target in TARGETS]


def test_every_page_has_a_line_in_the_registry(figures):
    figures.add("addresses", len(list(patterns())))
    figures.add("addresses unknown", len(unknown()))
    assert unknown() == []


def test_the_matrix_covers_the_whole_urlconf():
    assert len(TARGETS) == len(list(patterns()))
    assert {name for name, _entry in patterns() if name in ADMIN_PAGES} == ADMIN_PAGES.keys() - {
        "admin:catch_all"
    }


@pytest.mark.parametrize("target", BY_NAME)
def test_the_view_asks_for_what_the_registry_says(target):
    if target.permission and is_ours(target.view):
        assert target.asks_for == target.permission


@pytest.mark.rule("R-060", "R-010")
@pytest.mark.parametrize("target", BY_NAME)
def test_everybody_gets_what_is_his(world, target, figures):
    found, asked = problems(world, target), len(target.sides()) * len(EVERYBODY)
    figures.add("cells", 2 * asked)
    figures.add("cells wrong", len(found))
    figures.add("gets", asked)
    figures.add("gets that wrote", sum(WRITES.search(text) is not None for text in found))
    assert found == []


@pytest.mark.parametrize("target", BY_NAME)
def test_without_its_token_no_form_is_accepted(world, target, figures):
    accepted = []
    for name in ("administrator", "superuser"):
        for side in target.sides():
            path = target.path(world, world.sides[side])
            with watching_writes() as written:
                response = ask(world.personas[name], "POST", path, csrf=True)
            figures.add("posts without token")
            if (response.status_code, records_among(written)) != (403, set()):
                accepted.append(f"{path} by {name}")
    figures.add("posts accepted", len(accepted))
    assert accepted == []


def problems(world: World, target: Target) -> list[str]:
    """Everything wrong with the answers of one address."""
    found: list[str] = []
    for side in target.sides():
        path = target.path(world, world.sides[side])
        filled: dict[str, Any] = {}
        for name in EVERYBODY:
            persona = world.personas[name]
            for method, check in (("GET", check_get), ("POST", check_post)):
                expected = target.expected(persona, method, side)
                said = check(persona, path, expected, filled)
                found += [f"{method} {path} ({side}) by {name}: {text}" for text in said]
        found += [f"{path}: {text}" for text in check_missing(world, target, side, path)]
    return found


def check_get(persona: Persona, path: str, expected: Answer, filled: dict[str, Any]) -> Iterator[str]:
    """A GET is answered as it should be and writes nothing; what its form would send is kept for the POSTs."""
    with watching_writes() as written:
        response = ask(persona, "GET", path)
    yield from differences(response, expected)
    yield from faults(persona, path, response)
    if set(written) - ABOUT_THE_BROWSER:
        yield f"writes {sorted(set(written))}"
    if response.status_code == 200 and not response.streaming and not filled:
        filled.update(main_form(response.text, path))


def check_post(persona: Persona, path: str, expected: Answer, filled: dict[str, Any]) -> Iterator[str]:
    """A POST of the page's own form is answered as it should be; one that is refused writes nothing."""
    # A form is answered with what it said itself; who is not signed in never saw what the page has filled in.
    sent = filled if persona.signed_in else dict.fromkeys(filled, "typed")
    with undone(), watching_writes() as written:
        response = ask(persona, "POST", path, sent)
    yield from differences(response, expected)
    yield from faults(persona, path, response)
    refused = expected.to or not expected.statuses & {200, 302}
    if refused and records_among(written):
        yield f"is refused and writes {sorted(records_among(written))}"


def check_missing(world: World, target: Target, side: str, path: str) -> Iterator[str]:
    """A record that is not there is answered like one of another unit, to the letter."""
    if not target.sample.owned:
        return
    missing = target.missing_path(world, world.sides[side])
    for name in EVERYBODY:
        persona = world.personas[name]
        for method in ("GET", "POST"):
            if target.expected(persona, method, side).statuses == {404}:
                theirs, nobodys = (ask(persona, method, address) for address in (path, missing))
                if (theirs.status_code, theirs.text) != (nobodys.status_code, nobodys.text):
                    yield f"{method} by {name} tells another unit's record from a missing one"


def differences(response: Any, expected: Answer) -> Iterator[str]:
    """How the answer differs from what it should be."""
    if response.status_code not in expected.statuses:
        yield f"{response.status_code} instead of {sorted(expected.statuses)}"
    elif response.status_code == 302:
        page = response["Location"].partition("?")[0]
        if expected.to and page not in expected.to:
            yield f"goes to {response['Location']} instead of {expected.to}"
