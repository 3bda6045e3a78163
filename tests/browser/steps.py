"""What a person does on the pages, by the names of the fields and buttons that he sees."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Type name and password on the sign-in page."""
    page.goto("/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def field(page: Page, label: str) -> Locator:
    """The field in the page's content with exactly this label, required or not."""
    return page.get_by_role("main").get_by_label(
        re.compile(rf"^{re.escape(label)}\s*(\*.*)?\s*$", re.IGNORECASE)
    )


def choose(page: Page, label: str, choice: str) -> None:
    """Choose in a combobox as a keyboard does: type the beginning, take the first that fits."""
    box = page.get_by_role("combobox", name=label)
    box.fill(choice)
    box.press("Enter")
    expect(box).to_have_value(choice)


def row(page: Page, what: str, number: int) -> Locator:
    """A row of a list of rows: "Business Purposes", 2."""
    return page.get_by_role("group", name=f"{what}, row {number}", exact=True)


def search_box(page: Page, text: str) -> None:
    """Look for something with the search box that every page has."""
    page.get_by_role("searchbox", name="Find a customer by name").fill(text)
    page.keyboard.press("Enter")


def found(page: Page) -> list[str]:
    """The names of the customers on a page of results."""
    region = page.get_by_role("region", name="Customers", exact=True)
    expect(region).to_be_visible()
    return region.locator("td.key").all_inner_texts()


def facts(page: Page) -> dict[str, str]:
    """The facts in the head of a record, by their labels."""
    pairs = page.locator(".record-head > .facts > div").all()
    return {pair.locator("dt").inner_text(): pair.locator("dd").inner_text() for pair in pairs}
