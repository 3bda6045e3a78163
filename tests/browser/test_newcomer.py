"""A clerk's first morning: sign in, create a customer, find it again in every way, change it, see who did."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import choose, facts, field, found, row, search_box, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def fill_address(page: Page) -> None:
    choose(page, "Country", "Germany")
    address = page.get_by_role("group", name="Account site address")
    address.get_by_label("Address Line 1").fill("Am Sandtorkai 37")
    address.get_by_label("City").fill("Hamburg")
    address.get_by_label("Postal Code").fill("20457")


def purposes(page: Page) -> list[str]:
    """The business purposes of the sites on the page."""
    return sorted(" ".join(text.split()) for text in page.locator(".purposes li").all_inner_texts())


def open_form(page: Page, kind: str) -> None:
    page.get_by_role("link", name=f"Create {kind}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Create Customer: {kind}")


@pytest.mark.rule("R-001", "R-003", "R-012", "R-013", "R-029", "R-070")
def test_a_newcomer_creates_an_organization_finds_changes_and_sees_it_in_history(open_page, clerk, unit_a):
    page = open_page()
    sign_in(page, "clerk")
    open_form(page, "Organization")
    page.get_by_label("Organization Name").fill("Acme Harbour Ltd")
    fill_address(page)
    page.get_by_label("Operating Unit").select_option("Unit A")
    page.get_by_role("button", name="Save And Add Details").click()

    expect(page.get_by_role("status").filter(has_text="was created")).to_contain_text(
        "Acme Harbour Ltd was created"
    )
    account = page.get_by_role("heading", level=1).inner_text().removeprefix("Account ")
    assert facts(page)["Transaction-ready"] == "Yes"
    assert purposes(page) == ["Bill To primary", "Ship To primary"]

    page.get_by_role("navigation", name="Where this belongs").get_by_role(
        "link", name="Acme Harbour Ltd", exact=True
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    registry = facts(page)["Registry ID"]

    for text in ("acme harb", account, registry, "hamburg"):
        search_box(page, text)
        expect(page.get_by_text(f"Customers found by “{text}”")).to_be_visible()
        assert found(page) == ["Acme Harbour Ltd"], text

    for label, text in {
        "Name": "harb",
        "Account Number": account,
        "Registry ID": registry,
        "Address": "hamburg",
    }.items():
        page.goto("/customers/")
        field(page, label).fill(text)
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.get_by_role("region", name=re.compile("^Accounts of Acme"))).to_contain_text(account)
        assert found(page) == ["Acme Harbour Ltd"], label

    page.goto("/customers/")
    page.get_by_role("link", name="Advanced").click()
    page.get_by_role("main").get_by_label("City").fill("hamb")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("link", name="Acme Harbour Ltd", exact=True).click()

    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Organization Name").fill("Acme Harbour Limited")
    page.get_by_label("Reason for the Change").fill("As in the register")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Acme Harbour Limited was saved.")

    history = page.get_by_role("main").get_by_role("link", name="History", exact=True)
    history.click()
    expect(history).to_have_attribute("aria-current", "page")
    newest = page.get_by_role("region", name="History").get_by_role("row").nth(1)
    expect(newest).to_contain_text("Alex Tester")
    expect(newest).to_contain_text("Acme Harbour Ltd")
    expect(newest.locator("ins").first).to_have_text("Acme Harbour Limited")
    expect(newest).to_contain_text("As in the register")


@pytest.mark.rule("R-002", "R-006", "R-012", "R-026")
def test_a_person_is_created_with_apply_and_found_among_persons_only(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto("/")
    open_form(page, "Person")
    page.get_by_label("First Name").fill("Ada")
    field(page, "Last Name").fill("Lovett")
    fill_address(page)
    page.get_by_label("Operating Unit").select_option("Unit A")
    row(page, "Business Purposes", 2).get_by_role("combobox", name="Purpose").fill("Dunning")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add Another Row").last.click()
    choice = row(page, "Business Purposes", 3).get_by_role("combobox", name="Purpose")
    choice.fill("Statements")
    choice.press("Enter")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Lovett")
    assert purposes(page) == ["Bill To primary", "Dunning primary", "Statements primary"]

    page.goto("/customers/")
    field(page, "Name").fill("lovett")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator("#page-body")).to_contain_text("No customer")
    page.get_by_role("link", name="Person", exact=True).click()
    page.get_by_label("Last Name").fill("lovett")
    page.get_by_role("button", name="Go", exact=True).click()
    assert found(page) == ["Ada Lovett"]
