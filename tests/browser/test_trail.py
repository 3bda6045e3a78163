"""Next and previous record within the list that a record was opened from, and back to its row."""

import pytest
from playwright.sync_api import Page, expect

from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 27


@pytest.fixture
def fleet(unit_a):
    return [made(new_customer(f"Boat {number:02}", new_site(unit_a, "BILL_TO"))) for number in range(COUNT)]


def trail(page: Page):
    return page.get_by_role("navigation", name="Through the list")


def on(page: Page, name: str, place: str) -> None:
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text(name)
    expect(trail(page)).to_contain_text(place)


def open_row(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).press("Enter")


def test_the_way_goes_on_past_the_end_of_a_page_and_back(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 23")
    on(page, "Boat 23", "24 of 27")
    page.keyboard.press("n")
    on(page, "Boat 24", "25 of 27")
    page.keyboard.press("n")
    on(page, "Boat 25", "26 of 27")
    trail(page).get_by_role("link", name="Next record").click()
    on(page, "Boat 26", "27 of 27")
    expect(trail(page).get_by_role("link", name="Next record")).to_have_count(0)
    page.keyboard.press("n")
    page.keyboard.press("p")
    on(page, "Boat 25", "26 of 27")
    page.keyboard.press("u")
    expect(page).to_have_url("/customers/?q=boat&page=2")
    expect(page.get_by_role("link", name="Boat 25", exact=True)).to_be_focused()


def test_it_begins_on_any_page_and_goes_back_before_it(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat&page=2")
    open_row(page, "Boat 25")
    on(page, "Boat 25", "26 of 27")
    page.keyboard.press("p")
    on(page, "Boat 24", "25 of 27")


def test_the_same_part_of_the_next_record_is_shown_and_forms_keep_the_way(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 03")
    on(page, "Boat 03", "4 of 27")
    page.get_by_role("main").get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("main").get_by_role("link", name="History", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    page.keyboard.press("n")
    on(page, "Boat 04", "5 of 27")
    expect(page.get_by_role("main").get_by_role("link", name="History", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    page.keyboard.press("e")
    on(page, "Edit Boat 04", "5 of 27")
    trail(page).get_by_role("link", name="Next record").click()
    on(page, "Boat 05", "6 of 27")
    expect(page).to_have_url(f"/customers/{fleet[5].pk}/")


def test_a_list_within_a_list_comes_first_and_the_outer_one_is_kept(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 03")
    on(page, "Boat 03", "4 of 27")
    number = fleet[3].accounts.get().number
    open_row(page, number)
    on(page, number, "1 of 1")
    expect(trail(page)).to_contain_text("Boat 03 – Accounts")
    page.keyboard.press("u")
    on(page, "Boat 03", "4 of 27")
    expect(page.get_by_role("link", name=number, exact=True)).to_be_focused()


def test_the_browsers_back_leads_to_the_row_as_well(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 03")
    on(page, "Boat 03", "4 of 27")
    page.go_back()
    expect(page.get_by_role("link", name="Boat 03", exact=True)).to_be_focused()


def test_a_record_opened_otherwise_shows_no_way_and_nobody_inherits_one(open_page, clerk, viewer, fleet):
    page = open_page(clerk)
    page.goto(f"/customers/{fleet[0].pk}/")
    page.wait_for_load_state()
    expect(trail(page)).to_have_count(0)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 03")
    on(page, "Boat 03", "4 of 27")
    kept = page.evaluate("sessionStorage.getItem('trails')")

    other = open_page(viewer)
    other.goto("/")
    other.evaluate("kept => sessionStorage.setItem('trails', kept)", kept)
    other.goto(f"/customers/{fleet[3].pk}/")
    other.wait_for_load_state()
    expect(trail(other)).to_have_count(0)


def test_signing_out_forgets_it(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    open_row(page, "Boat 03")
    on(page, "Boat 03", "4 of 27")
    page.keyboard.press("Control+k")
    page.keyboard.type("sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('trails')") is None
