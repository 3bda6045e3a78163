"""Sign in, search, create, edit and save with JavaScript switched off."""

import pytest
from playwright.sync_api import Page, expect

from parties.models import Location, Party
from sites.models import SiteUse
from tests.browser.steps import field, found, row, search_box, sign_in
from tests.customers.builders import made, new_customer, new_site
from tests.factories import country

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, clerk) -> Page:
    page = open_page(java_script_enabled=False)
    sign_in(page, "clerk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good day")
    return page


@pytest.mark.rule("R-013", "R-029", "R-044")
def test_a_customer_is_created_with_another_row_and_another_country(page, unit_a):
    page.get_by_role("link", name="Create Organization").click()
    page.get_by_label("Organization Name").fill("Acme Harbour Ltd")
    page.get_by_label("Operating Unit").select_option("Unit A")
    page.get_by_label("Address Line 1").fill("Market Street 1")

    page.get_by_label("Country").select_option(label="United States")
    page.get_by_role("button", name="Add Another Row").last.click()
    page.get_by_label("State").fill("CA")
    page.get_by_role("main").get_by_label("City").fill("San Francisco")
    page.get_by_label("ZIP Code").fill("94105")
    expect(page.get_by_label("Organization Name")).to_have_value("Acme Harbour Ltd")
    expect(page.get_by_label("Address Line 1")).to_have_value("Market Street 1")
    assert page.get_by_role("alert").count() == 0
    row(page, "Business Purposes", 3).get_by_label("Purpose").select_option(label="Dunning")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    assert Location.objects.get().city == "San Francisco"
    assert sorted(SiteUse.objects.values_list("purpose", flat=True)) == ["BILL_TO", "DUN", "SHIP_TO"]


@pytest.mark.rule("R-001", "R-228")
def test_a_customer_is_found_changed_and_its_rows_are_reached(page, unit_a):
    party = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), description="Spare parts"))
    search_box(page, "harb")
    assert found(page) == ["Acme Harbour Ltd"]
    page.goto("/customers/")
    field(page, "Name").fill("acme")
    page.get_by_label("Country").select_option(label="Germany")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("link", name="Acme Harbour Ltd", exact=True).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Alias").fill("Acme")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Acme Harbour Ltd was saved.")
    assert Party.objects.get().alias == "Acme"

    page.get_by_role("link", name=party.accounts.get().number, exact=True).click()
    page.get_by_role("combobox", name="Status").select_option(label="All")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("region", name="Sites").locator("td.key a").click()
    page.get_by_role("link", name="Add Another Row").click()
    page.get_by_role("button", name="Add Another Row").click()
    row(page, "Business Purposes", 1).get_by_label("Purpose").select_option(label="Ship To")
    row(page, "Business Purposes", 2).get_by_label("Purpose").select_option(label="Statements")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Added:")
    assert SiteUse.objects.count() == 3


@pytest.mark.rule("R-013")
def test_what_is_missing_is_told_and_nothing_typed_is_lost(page, unit_a):
    page.goto("/customers/create/organization/")
    page.get_by_label("Organization Name").fill("Acme Harbour Ltd")
    page.get_by_label("Country").select_option(str(country("DE").pk))
    page.get_by_role("button", name="Apply").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("must be put right")
    expect(alert.get_by_role("link", name="City")).to_be_visible()
    expect(page.get_by_label("Organization Name")).to_have_value("Acme Harbour Ltd")
    expect(page.get_by_role("textbox", name="City")).to_have_attribute("aria-invalid", "true")
    assert not Party.objects.exists()
