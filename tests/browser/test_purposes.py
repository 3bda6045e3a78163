"""A clerk looks a business purpose through, changes it, and has the site in another unit, by labels that he sees."""

import pytest
from playwright.sync_api import expect

from core.work import work
from reference.services import grant_unit
from sites.models import AccountSite, SiteUse
from tests import factories
from tests.browser.steps import field
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("R-086", "R-247")
def test_the_ledger_account_of_a_purpose_is_entered_and_told_with_its_origin(open_page, clerk, unit_a):
    factories.LedgerAccountFactory(code="1210", name="Export", unit=unit_a)
    everyday = factories.LedgerAccountFactory(code="1200", name="Receivables", unit=unit_a)
    factories.DefaultLedgerAccountsFactory(unit=unit_a, receivable_account=everyday)
    made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO", "SHIP_TO")), clerk, "page")
    page = open_page(clerk)
    page.goto(AccountSite.objects.get().get_absolute_url())
    page.get_by_role("link", name="Bill To", exact=True).click()
    accounting = page.get_by_role("region", name="Accounting")
    expect(accounting).to_contain_text("1200 · Receivables · default of unit Unit A")
    expect(page.get_by_role("region", name="Order Management")).to_be_visible()

    page.keyboard.press("e")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Edit Bill To")
    field(page, "Receivable Account").select_option("1210 · Export")
    field(page, "SIC Code").fill("anything")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("was saved")
    expect(accounting).to_contain_text("1210 · Export · entered here")
    expect(accounting).to_contain_text("none set up")

    page.get_by_role("main").get_by_role("link", name="History").click()
    expect(page.get_by_role("region", name="History")).to_contain_text("1210 · Export")


@pytest.mark.rule("R-262")
def test_a_site_is_copied_to_another_unit(open_page, clerk, unit_a):
    other = factories.OperatingUnitFactory(code="C", name="Unit C")
    with work(actor=None, channel="system"):
        grant_unit(clerk, other)
    made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO", "SHIP_TO")), clerk, "page")
    page = open_page(clerk)
    page.goto(AccountSite.objects.get().get_absolute_url())
    page.get_by_role("link", name="Copy To Operating Unit").click()
    box = page.get_by_role("checkbox", name="Unit C")
    expect(box).to_be_checked()
    expect(page.get_by_role("main")).to_contain_text(
        "2 business purposes: Bill To (primary), Ship To (primary)"
    )
    page.get_by_role("button", name="Copy", exact=True).click()

    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("was copied to Unit C")
    expect(page.locator(".record-head")).to_contain_text("Unit C")
    assert SiteUse.objects.filter(unit=other).count() == 2
    page.get_by_role("link", name="Site Details").click()
    expect(page.get_by_role("region", name="Address")).to_contain_text("20457 Hamburg")
