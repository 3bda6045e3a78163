"""A clerk of another operating unit meets the page of a missing record, whatever he opens (trust 9)."""

import pytest
from playwright.sync_api import expect

from sites.models import SiteUse
from tests.customers.builders import made, new_customer, new_site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("R-060")]
SITE = ("", "details/", "history/", "edit/", "copy/", "remove/", "restore/", "identifying/", "purposes/add/")
PURPOSE = ("primary/", "remove/", "restore/")


def test_every_address_of_another_units_site_is_not_found(open_page, other_clerk, clerk, unit_a, unit_b):
    customer = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO", city="Secret Town")))
    use = SiteUse.objects.select_related("site").get()
    page = open_page(other_clerk)
    page.goto("/sites/999999/")
    missing = page.get_by_role("main").inner_text()
    addresses = [f"/sites/{use.site_id}/{rest}" for rest in SITE]
    addresses += [f"/sites/{use.site_id}/purposes/{use.pk}/{rest}" for rest in ("", "history/", "edit/")]
    addresses += [f"/purposes/{use.pk}/{rest}" for rest in PURPOSE]
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 404, address
        expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
        assert without_number(page.get_by_role("main").inner_text()) == without_number(missing)

    page.goto(f"/accounts/{use.account_id}/")
    expect(page.get_by_role("region", name="Sites")).to_contain_text("no site in your operating units")
    page.goto(f"/customers/{customer.pk}/")
    expect(page.get_by_role("region", name="Sites of account")).to_contain_text(
        "no site in your operating units"
    )
    page.goto(f"/customers/{customer.pk}/history/")
    expect(page.get_by_role("region", name="History")).to_be_visible()
    assert "Bill To" not in page.get_by_role("region", name="History").inner_text()

    own = open_page(clerk)
    assert own.goto(f"/sites/{use.site_id}/").status == 200


def without_number(text: str) -> str:
    """The page without the number of the request."""
    return text.partition("When you ask for help")[0]
