"""A clerk's day without the mouse: every key of the list of shortcuts does what it says, and none is a trap."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import field
from tests.customers.builders import made, new_customer, new_site
from tests.factories import UserPreferenceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers(unit_a):
    return [
        made(new_customer(f"Acme {name} Ltd", new_site(unit_a, "BILL_TO")))
        for name in ("Anchor", "Boat", "Canal")
    ]


@pytest.fixture
def acme(customers):
    return customers[0]


def on(page: Page, title: str) -> None:
    """Wait for the page of this heading, its script included: nobody types faster than that."""
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text(title)
    page.wait_for_load_state()


def palette(page: Page):
    return page.get_by_role("dialog", name="Command palette")


def test_a_day_without_the_mouse(open_page, clerk, customers):
    page = open_page(clerk)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("acme")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Customers", exact=True)).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Acme Anchor Ltd", exact=True)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    on(page, "Acme Boat Ltd")

    page.keyboard.press("e")
    on(page, "Edit")
    alias = field(page, "Alias")
    while not alias.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("Typed")
    page.keyboard.press("Control+Enter")
    on(page, "Acme Boat Ltd")

    page.keyboard.press("n")
    on(page, "Acme Canal Ltd")
    expect(page.get_by_role("navigation", name="Through the list")).to_contain_text("3 of 3")
    page.keyboard.press("u")
    expect(page.get_by_role("link", name="Acme Canal Ltd", exact=True)).to_be_focused()
    page.keyboard.press("c")
    on(page, "Create Customer")
    page.keyboard.press("Escape")
    on(page, "Customers")


def test_j_and_k_stop_at_the_ends_and_x_selects(open_page, clerk, customers):
    page = open_page(clerk)
    page.goto("/customers/?q=acme")
    region = page.get_by_role("region", name="Customers", exact=True)
    names = region.get_by_role("link", name=re.compile("^Acme"))
    for _press in range(2):
        page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    selected = page.get_by_role("row").filter(has_text="Acme Boat Ltd")
    expect(
        selected.get_by_role("checkbox").or_(selected.locator("[aria-current=true]")).first
    ).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body")


def test_digits_open_the_parts_of_a_record(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    tabs = page.get_by_role("navigation", name="Parts of Acme Anchor Ltd").get_by_role("link")
    last = tabs.count()
    page.keyboard.press(str(last))
    expect(tabs.nth(last - 1)).to_have_attribute("aria-current", "page")
    page.keyboard.press("1")
    expect(tabs.nth(0)).to_have_attribute("aria-current", "page")
    page.keyboard.press("0")
    expect(tabs.nth(0)).to_have_attribute("aria-current", "page")


def test_g_shows_the_letters_and_goes(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    page.keyboard.press("g")
    letters = page.get_by_role("navigation", name="Go to: press a letter")
    expect(letters).to_be_visible()
    expect(letters.get_by_role("link", name="Customers")).to_contain_text("c")
    page.keyboard.press("Escape")
    expect(letters).to_be_hidden()
    page.keyboard.press("e")
    on(page, "Edit")
    page.keyboard.press("Escape")
    on(page, "Acme Anchor Ltd")
    page.keyboard.press("g")
    page.keyboard.press("c")
    on(page, "Customers")


def test_no_key_is_taken_from_who_types(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/edit/")
    alias = field(page, "Alias")
    alias.fill("")
    alias.press_sequentially("/cgejkxnpu?10")
    expect(alias).to_have_value("/cgejkxnpu?10")
    expect(alias).to_be_focused()
    on(page, "Edit")


@pytest.mark.parametrize("key", ["Alt+e", "Shift+E", "Control+e", "Meta+e"])
def test_no_single_key_works_with_another(open_page, clerk, acme, key):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    page.keyboard.press(key)
    page.wait_for_timeout(200)
    on(page, "Acme Anchor Ltd")


def test_escape_cancels_an_unchanged_form_and_asks_about_a_changed_one(open_page, clerk, acme):
    page = open_page(clerk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/customers/{acme.pk}/edit/")
    page.keyboard.press("Escape")
    on(page, "Acme Anchor Ltd")
    assert asked == []

    page.goto(f"/customers/{acme.pk}/edit/")
    field(page, "Alias").fill("Typed")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    expect(field(page, "Alias")).to_have_value("Typed")
    assert len(asked) == 1


def test_escape_closes_what_is_open_before_it_cancels(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto("/customers/create/organization/")
    country = page.get_by_role("combobox", name="Country")
    country.focus()
    page.keyboard.press("ArrowDown")
    expect(country).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(country).to_have_attribute("aria-expanded", "false")
    on(page, "Create Customer")


def test_the_palette_goes_to_records_pages_and_actions(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto("/")
    page.keyboard.press("Control+k")
    box = palette(page).get_by_role("combobox", name="Page, record or action")
    expect(box).to_be_focused()
    expect(palette(page).get_by_role("option", name="Customers", exact=True)).to_be_visible()
    page.keyboard.type("acme anch")
    option = palette(page).get_by_role("option", name=re.compile("^Acme Anchor Ltd"))
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(palette(page).get_by_role("status")).to_have_text("Found: 2")
    page.keyboard.press("Enter")
    on(page, "Acme Anchor Ltd")

    page.keyboard.press("Control+k")
    expect(palette(page).get_by_role("group", name="On this page")).to_contain_text("Remove")
    page.keyboard.type("hist")
    page.keyboard.press("Enter")
    expect(palette(page)).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link", name="History", exact=True)).to_have_attribute(
        "aria-current", "page"
    )

    page.keyboard.press("Control+k")
    page.keyboard.type("custom")
    expect(palette(page).get_by_role("option", name="Customers", exact=True)).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/customers/"))


def test_the_palette_never_signs_out_unasked_and_takes_a_hasty_enter_for_what_was_typed(
    open_page, clerk, acme
):
    page = open_page(clerk)
    page.goto("/")
    page.keyboard.press("Control+k")
    expect(palette(page).get_by_role("option", name="Customers", exact=True)).to_be_visible()
    expect(palette(page).get_by_role("option", name="Sign out")).to_have_count(0)
    page.keyboard.type("acme anch")
    page.keyboard.press("Enter")
    on(page, "Acme Anchor Ltd")
    page.keyboard.press("Control+k")
    page.keyboard.type("sign")
    expect(palette(page).get_by_role("group", name="You")).to_contain_text("Sign out")


def test_the_palette_opens_from_a_field_says_when_nothing_fits_and_gives_the_focus_back(
    open_page, viewer, acme
):
    page = open_page(viewer)
    page.goto(f"/customers/{acme.pk}/")
    search = page.get_by_role("searchbox", name="Find a customer by name")
    search.focus()
    page.keyboard.press("Control+k")
    expect(palette(page).get_by_role("option", name="Create a customer")).to_have_count(0)
    expect(palette(page).get_by_role("option", name="Edit")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(palette(page)).to_be_hidden()
    expect(search).to_be_focused()
    page.get_by_role("link", name="Command palette").press("Enter")
    expect(palette(page)).to_be_visible()
    assert page.url.endswith(f"/customers/{acme.pk}/")


def test_the_question_mark_shows_the_list_and_tab_stays_in_it(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto("/")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Create a customer")).to_be_visible()
    page.keyboard.press("c")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile("/$"))


def test_who_switches_single_keys_off_keeps_the_others(open_page, clerk, acme):
    UserPreferenceFactory(user=clerk, shortcuts=False)
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    for key in ("e", "g", "?", "j", "1", "/"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    on(page, "Acme Anchor Ltd")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_visible()


def test_buttons_say_their_key(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    edit = page.get_by_role("link", name="Edit", exact=True)
    expect(edit).to_have_attribute("aria-keyshortcuts", "e")
    expect(edit).to_have_attribute("title", "Key: e")


def test_the_palette_exports_the_list_on_screen_saves_a_form_and_walks_through_a_list(
    open_page, clerk, customers
):
    page = open_page(clerk)
    page.goto("/customers/?name=acme&go=1")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    page.keyboard.type("export")
    expect(palette(page).get_by_role("option", name="Export as CSV: Customers")).to_be_visible()
    page.keyboard.type(" xlsx")
    spreadsheet = palette(page).get_by_role("option", name="Export as XLSX (spreadsheet): Customers")
    expect(spreadsheet).to_have_attribute("aria-selected", "true")
    expect(palette(page).get_by_role("option", name="CSV")).to_have_count(0)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")

    page.get_by_role("link", name="Acme Anchor Ltd", exact=True).press("Enter")
    on(page, "Acme Anchor Ltd")
    for typed, title in (("next rec", "Acme Boat Ltd"), ("previous rec", "Acme Anchor Ltd")):
        page.keyboard.press("Control+k")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        on(page, title)

    page.keyboard.press("e")
    on(page, "Edit")
    field(page, "Alias").fill("Typed")
    page.keyboard.press("Control+k")
    page.keyboard.type("save")
    expect(palette(page).get_by_role("option", name="Save", exact=True)).to_contain_text("Ctrl+Enter")
    page.keyboard.press("Enter")
    on(page, "Acme Anchor Ltd")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("saved")


def test_who_comes_to_a_form_by_a_key_begins_in_its_first_field(open_page, clerk, acme):
    page = open_page(clerk)
    page.goto(f"/customers/{acme.pk}/")
    page.keyboard.press("e")
    on(page, "Edit")
    expect(field(page, "Organization Name")).to_be_focused()
    page.keyboard.press("Escape")
    on(page, "Acme Anchor Ltd")
    page.keyboard.press("c")
    on(page, "Create Customer")
    expect(field(page, "Organization Name")).to_be_focused()

    page.goto(f"/customers/{acme.pk}/")
    page.get_by_role("link", name="Edit", exact=True).click()
    on(page, "Edit")
    page.wait_for_function("document.documentElement.dataset.js === ''")
    assert page.evaluate("document.activeElement === document.body")
