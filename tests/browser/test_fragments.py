"""What the script adds to pages: fragments that are swapped, keys, rows; and the menu without it."""

import pytest
from playwright.sync_api import expect

from tests.factories import AccountFactory, AccountSiteFactory, PartyFactory, SiteUseFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.pages.house")]


@pytest.fixture
def account(unit_a):
    account = AccountFactory(number="1158-001", description="Spare parts of a firm with quite a long name")
    for _number in range(3):
        SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a))
    for number in range(30):
        PartyFactory(name=f"Company with a long legal name {number} Aktiengesellschaft & Co. KG")
    return account


def test_the_menu_of_a_narrow_screen_works_without_a_script(open_page, clerk):
    page = open_page(clerk, viewport={"width": 360, "height": 720}, java_script_enabled=False)
    page.goto("/uses/")

    page.click(".menu.narrow-only > summary")
    page.click(".menu.narrow-only >> text=Customers")

    expect(page).to_have_url("/customers/")


def test_filters_sorting_and_pages_swap_the_region_and_change_the_address(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/customers/")
    page.evaluate("window.sameDocument = true")

    page.get_by_role("link", name="Next", exact=True).click()
    expect(page).to_have_url("/customers/?page=2")
    expect(page.locator(".pager")).to_contain_text("Page 2 of 2")
    page.click("th >> text=Registry ID")
    expect(page).to_have_url("/customers/?sort=registry_id")
    page.focus("select[name=status]")
    page.select_option("select[name=status]", "I")
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator("select[name=status]")).to_be_focused()
    assert page.evaluate("window.sameDocument") is True
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    expect(page).to_have_url("/customers/?sort=registry_id")


def test_tabs_swap_the_body_and_the_title_and_back_works(open_page, clerk, account):
    page = open_page(clerk)
    page.goto(f"/accounts/{account.pk}/")
    page.click(".tabs >> text=History")

    expect(page.locator("[aria-current=page]")).to_have_text("History")
    expect(page).to_have_title(
        "1158-001 · Spare parts of a firm with quite a long name – History · Registrar"
    )
    page.go_back()
    expect(page.locator("[aria-current=page]")).to_have_text("Sites")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_rows_added_by_the_script_are_numbered_and_saved(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/create/")
    page.click("[data-add-row]")
    page.click("[data-add-row]")

    expect(page.locator("#id_purposes-2-purpose")).to_be_focused()
    assert page.input_value("[name=purposes-TOTAL_FORMS]") == "3"
    expect(page.get_by_role("group", name="Business purposes, row 3")).to_be_visible()
