"""The focus is never lost when a part of the page is fetched again, and what was found is said."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fleet(unit_a):
    return [made(new_customer(f"Boat {number:02}", new_site(unit_a, "BILL_TO"))) for number in range(30)]


def focused(page: Page) -> str:
    """What has the focus, in the words of who hears it."""
    return page.evaluate(
        "() => { const one = document.activeElement;"
        " return one === document.body ? 'body' : (one.getAttribute('aria-label') || one.innerText || one.id).trim() }"
    )


def press(page: Page, locator, key: str = "Enter") -> None:
    """Press what answers with a fragment, and wait until it is in its place, however busy the machine is."""
    page.evaluate(SETTLED)
    locator.press(key)
    page.evaluate("window.settled")


SETTLED = """() => {
  const settled = (done) => document.addEventListener("htmx:afterSettle", () => done(true), { once: true });
  window.settled = new Promise(settled);
}"""


def test_sorting_and_paging_keep_the_focus(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    press(page, page.get_by_role("link", name="Registry ID"))
    assert focused(page) == "Registry ID"
    pages = page.get_by_role("navigation", name="Pages of Customers")
    press(page, pages.get_by_role("link", name="Next"))
    expect(pages).to_contain_text("Page 2 of 2")
    assert focused(page) == "Previous"
    press(page, pages.get_by_role("link", name="Previous"))
    assert focused(page) == "Next"
    expect(page.locator("#announcer")).to_contain_text("30 records")


def test_a_tab_keeps_the_focus_and_says_what_it_holds(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto(f"/customers/{fleet[0].pk}/")
    press(page, page.get_by_role("main").get_by_role("link", name="History", exact=True))
    assert focused(page) == "History"
    expect(page.locator("#announcer")).to_contain_text("record")


def test_choosing_another_row_keeps_the_focus_in_it(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    press(page, page.get_by_role("link", name="Select Boat 03"))
    assert focused(page) == "Select Boat 03"


def test_a_filter_keeps_the_focus_and_the_count_is_said(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto(f"/customers/{fleet[0].pk}/")
    status = page.get_by_label("Status").first
    status.focus()
    with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
        status.select_option("Inactive")
    expect(page.locator("#announcer")).to_contain_text("0 records")
    expect(page.get_by_label("Status").first).to_be_focused()


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (2, "Boat 03"),  # the row that took the place of the one that is gone
        (24, "Boat 23"),  # the last row, where the last one is gone
    ],
)
def test_when_a_row_is_gone_the_one_in_its_place_has_the_focus(open_page, clerk, fleet, left, expected):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    page.wait_for_load_state()
    page.get_by_role("link", name=f"Boat {left:02}", exact=True).focus()
    # What a swap without this row does, whoever asks for it.
    page.evaluate(
        """left => {
          const region = document.getElementById("customers");
          document.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail: { target: region, requestConfig: {} } }));
          const rows = region.cloneNode(true);
          rows.querySelectorAll("tbody tr")[left].remove();
          region.replaceWith(rows);
          document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: {} }));
        }""",
        left,
    )
    assert focused(page) == expected


def test_when_all_is_gone_the_content_has_the_focus(open_page, clerk, fleet):
    page = open_page(clerk)
    page.goto("/customers/?q=boat")
    page.wait_for_load_state()
    page.get_by_role("link", name="Boat 00", exact=True).focus()
    page.evaluate(
        """() => {
          const detail = { target: document.body, requestConfig: {} };
          document.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail }));
          document.getElementById("page-body").replaceChildren();
          document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail }));
        }"""
    )
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_a_browser_or_its_extensions_write_on_fields_does_not_trouble_a_swap(open_page, clerk):
    page = open_page(clerk)
    page.goto("/history/")
    page.evaluate("for (const field of document.querySelectorAll('main input')) field.style.color = 'red'")
    field = page.get_by_label("Person")
    field.fill("clerk")
    with page.expect_response("**/history/?**person=clerk**"):
        field.press("Enter")
    expect(page).to_have_url(re.compile("person=clerk"))
    expect(field).to_be_focused()
