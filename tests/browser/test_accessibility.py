"""axe finds nothing on any kind of page, in either theme (WCAG 2.2 AA)."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import kinds

pytestmark = pytest.mark.django_db(transaction=True)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Without preloading: axe would fetch style sheets in a way that our content security policy refuses.
STANDARD = {"runOnly": WCAG, "preload": False}
OURS = {"runOnly": [*WCAG, "best-practice"], "preload": False}
# The themes differ in their colours only.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "preload": False}
# Colours of Django's own pages change slowly.
FADING_MS = 350


def violations(page: Page, options: dict) -> list[tuple[str, str]]:
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]]


def look(
    page: Page, names: Iterator[str], options: dict = OURS, pause: int = 0
) -> dict[str, list[tuple[str, str]]]:
    """The violations of each page, in light and in dark."""
    found = {}
    for name in names:
        light = violations(page, options)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(pause)
        found[name] = light + violations(page, COLOURS)
        page.emulate_media(color_scheme="light")
    return found


def test_pages_of_a_clerk(open_page, clerk, unit_a):
    world = kinds.build(unit_a, clerk)
    page = open_page(clerk)
    found = look(page, kinds.visit(page, kinds.addresses(world)))
    found |= look(page, kinds.dialogs(page)) | look(page, kinds.after_saving(page, world))

    assert found == {name: [] for name in found}
    assert found.keys() > kinds.addresses(world).keys()


def test_pages_of_an_administrator_and_of_somebody_unknown(open_page, administrator, unit_a):
    world = kinds.build(unit_a, administrator)
    page, outside = open_page(administrator), open_page()
    # Django leaves the head of the first column of rows empty, which is bad practice and within the standard.
    found = look(page, kinds.visit(page, kinds.set_up(world)), STANDARD, FADING_MS)
    found |= look(outside, kinds.signing_in(outside))

    assert found == {name: [] for name in found}
    assert len(found) == 9


def test_a_fault_is_found(open_page):
    """Negative control: what axe is asked does find faults."""
    page = open_page()
    page.goto("/login/")
    page.evaluate("document.querySelector('label').remove()")
    assert "label" in {rule for rule, _node in violations(page, STANDARD)}
