"""Choosing columns and exporting a list, with the keyboard, on a telephone, without JavaScript."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.exports.cells import restore
from tests.browser.test_accessibility import violations
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = "/customers/?name=acme&go=1"


@pytest.fixture
def customers(unit_a):
    names = ("Acme Anchor Ltd", "Acme =Boat Ltd", "Acme Canal Ltd")
    return [made(new_customer(name, new_site(unit_a, "BILL_TO"))) for name in names]


def menu(page: Page, name: str):
    """A menu of the list of customers, by what stands on it."""
    return page.locator("#customers summary").filter(has_text=name)


def shown(page: Page) -> list[list[str]]:
    """The headings and rows of the list of customers, without what only serves to click."""
    cells = ":is(th, td):not(.select, .pick-cell, .actions)"
    rows = page.locator("#customers tr").all()
    return [
        [text.strip(" ↑↓\n").replace("–", "") for text in row.locator(cells).all_inner_texts()]
        for row in rows
    ]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[restore(cell) for cell in row] for row in csv.reader(file)]


def test_a_list_is_exported_with_the_keyboard(open_page, clerk, customers):
    page = open_page(clerk)
    page.goto(SEARCH)
    menu(page, "Export").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#customers").get_by_role("link", name="CSV", exact=True)).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename.startswith("customers-")
    assert read(Path(download.value.path())) == shown(page)
    assert len(shown(page)) == 4


def test_columns_are_chosen_and_moved_with_the_keyboard_and_exported(open_page, clerk, customers):
    page = open_page(clerk)
    page.goto(SEARCH)
    menu(page, "Columns").focus()
    page.keyboard.press("Enter")
    alias = page.get_by_role("checkbox", name="Alias")
    alias.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Alias")).to_be_visible()
    expect(alias).to_be_focused()
    assert shown(page)[0] == ["Name", "Registry ID", "Identifying Address", "Type", "Status", "Alias"]

    page.get_by_role("link", name="Move Registry ID to a later place").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**columns=name%2Caddress%2Cregistry_id**")
    expect(page.get_by_role("link", name="Move Registry ID to a later place")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu(page, "Columns")).to_be_focused()

    page.locator("#sort-name").click()
    expect(page.locator("#customers [aria-sort=descending]")).to_be_visible()
    menu(page, "Export").click()
    with page.expect_download() as download:
        page.locator("#customers").get_by_role("link", name="CSV", exact=True).click()
    assert read(Path(download.value.path())) == shown(page)
    assert shown(page)[0][1:3] == ["Identifying Address", "Registry ID"]

    menu(page, "Columns").click()
    page.get_by_role("link", name="Standard columns").click()
    expect(page.get_by_role("columnheader", name="Alias")).to_have_count(0)


def test_columns_are_chosen_without_javascript(open_page, clerk, customers):
    page = open_page(clerk, java_script_enabled=False)
    page.goto(SEARCH)
    menu(page, "Columns").click()
    page.get_by_role("checkbox", name="Registry ID").uncheck()
    page.get_by_role("checkbox", name="Alias").check()
    page.locator("#customers").get_by_role("button", name="Show these columns").click()

    assert shown(page)[0] == ["Name", "Identifying Address", "Type", "Status", "Alias"]
    assert page.get_by_role("textbox", name="Name", exact=True).input_value() == "acme"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menus_are_for_everybody_and_fit(open_page, clerk, customers, settings, width):
    page = open_page(clerk, viewport={"width": width, "height": 800})
    found = []
    for name in ("Columns", "Export"):
        page.goto(f"{SEARCH}&columns=name,alias,created_at,created_by,category")
        menu(page, name).click()
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found += violations(page, {"preload": False})
        pop = page.locator("#customers details[open] .pop").bounding_box()
        assert pop and pop["x"] >= 0 and pop["x"] + pop["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    settings.EXPORT_AT_ONCE = 1
    page.goto(f"{SEARCH}&export=csv&region=customers")
    expect(page.get_by_role("heading", name="Export Customers")).to_be_visible()
    found += violations(page, {"preload": False})

    assert found == []
