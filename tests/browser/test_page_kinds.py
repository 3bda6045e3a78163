"""Every kind of page in a browser: axe in both themes, narrow screens, no script, and what the script adds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core import writes
from core.work import work
from parties.models import Party
from tests.factories import AccountFactory, AccountSiteFactory, PartyFactory, SiteUseFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.pages.house")]
SAVE = ".form-actions .btn.primary"


@pytest.fixture
def account(unit_a):
    account = AccountFactory(number="1158-001", description="Spare parts of a firm with quite a long name")
    for _number in range(3):
        SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a))
    for number in range(30):
        PartyFactory(name=f"Company with a long legal name {number} Aktiengesellschaft & Co. KG")
    return account


def meanwhile(account, **values):
    account.refresh_from_db()
    for name, value in values.items():
        setattr(account, name, value)
    with work(actor=None, channel="system"):
        writes.save(account, version=account.version)


def every_kind(page, account):
    """Open one page of each kind after the other; answer its name each time."""
    addresses = {
        "list": "/customers/?status=all&sort=-name",
        "empty list": "/customers/?status=I",
        "record": f"/accounts/{account.pk}/",
        "history": f"/accounts/{account.pk}/history/",
        "create": "/create/",
        "edit": f"/accounts/{account.pk}/edit/",
        "confirm": f"/accounts/{account.pk}/remove/",
        "flags": "/uses/",
    }
    for name, address in addresses.items():
        page.goto(address)
        yield name
    page.goto("/create/")
    page.click("[data-add-row]")
    page.click(SAVE)
    page.wait_for_selector(".problems")
    yield "errors"
    page.goto(f"/accounts/{account.pk}/edit/")
    page.fill("#id_description", "Mine")
    meanwhile(account, description=f"Theirs, after {account.version}")
    page.click(SAVE)
    page.wait_for_selector(".conflict")
    yield "conflict"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(open_page, clerk, account, scheme):
    page = open_page(clerk, color_scheme=scheme)
    found = {
        name: [violation["id"] for violation in Axe().run(page).response["violations"]]
        for name in every_kind(page, account)
    }

    assert found == {name: [] for name in found}
    assert len(found) == 10


@pytest.mark.parametrize("width", [360, 400, 700, 1024])
def test_no_page_scrolls_sideways(open_page, clerk, account, width):
    page = open_page(clerk, viewport={"width": width, "height": 720})
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    found = {name: page.evaluate(beyond) for name in every_kind(page, account)}

    assert found == dict.fromkeys(found, 0)
    assert len(found) == 10


def test_the_menu_of_a_narrow_screen_works_without_a_script(open_page, clerk):
    page = open_page(clerk, viewport={"width": 360, "height": 720}, java_script_enabled=False)
    page.goto("/uses/")

    page.click(".menu.narrow-only > summary")
    page.click(".menu.narrow-only >> text=Customers")

    expect(page).to_have_url("/customers/")


def test_create_with_two_rows_works_without_a_script(open_page, clerk):
    page = open_page(clerk, java_script_enabled=False)
    page.goto("/create/")
    page.fill("#id_party-name", "Acme Harbour Ltd")
    page.fill("#id_party-registry_id", "4711")
    page.click("[data-add-row]")
    assert page.input_value("#id_party-name") == "Acme Harbour Ltd"
    page.select_option("#id_address-country", label="Germany")
    page.fill("#id_address-line1", "Kai 1")
    page.fill("#id_address-city", "Hamburg")
    page.fill("#id_address-postal_code", "20457")
    page.select_option("#id_purposes-0-purpose", "BILL_TO")
    page.select_option("#id_purposes-1-purpose", "SHIP_TO")
    page.press("#id_party-name", "Enter")

    expect(page.locator(".message.success")).to_have_text("Acme Harbour Ltd was created.")
    assert Party.objects.get().registry_id == "4711"


def test_filters_sorting_and_pages_swap_the_region_and_change_the_address(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/customers/")
    page.evaluate("window.sameDocument = true")

    page.click("text=Next")
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
    expect(page.locator("h1")).to_have_text("Customers")
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
    expect(page.locator("h1")).to_be_visible()


def test_a_long_list_becomes_a_combobox_and_another_country_other_fields(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/create/")
    page.fill("#id_address-line1", "Kai 1")
    box = page.get_by_role("combobox", name="Country")
    box.focus()
    page.keyboard.type("germ")
    expect(page.locator("[role=listbox] [role=option]")).to_have_text(["Germany"])
    page.keyboard.press("Enter")

    expect(page.locator("label[for=id_address-postal_code]")).to_have_text("Postcode")
    expect(box).to_have_value("Germany")
    expect(box).to_be_focused()
    assert page.input_value("#id_address-line1") == "Kai 1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_errors_take_the_focus_and_lead_to_their_fields(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/create/")
    page.click(SAVE)

    expect(page.locator("#problems")).to_be_focused()
    page.click("#problems >> text=Country")
    expect(page.get_by_role("combobox", name="Country")).to_be_focused()


def test_a_changed_form_asks_before_it_is_left_and_an_unchanged_does_not(open_page, clerk, account):
    page = open_page(clerk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/accounts/{account.pk}/edit/")
    page.click(".side >> text=Customers")
    expect(page).to_have_url("/customers/")
    assert asked == []

    page.goto(f"/accounts/{account.pk}/edit/")
    page.fill("#id_description", "Typed")
    page.click(".side >> text=Customers", no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.input_value("#id_description") == "Typed"


def test_single_keys_work_outside_fields_and_can_be_switched_off(open_page, clerk, account):
    page = open_page(clerk)
    page.goto(f"/accounts/{account.pk}/")
    page.keyboard.press("/")
    expect(page.locator("#top-search")).to_be_focused()
    page.keyboard.type("2")
    expect(page).to_have_url(f"/accounts/{account.pk}/")
    page.locator("#top-search").blur()
    page.keyboard.press("2")
    expect(page).to_have_url(f"/accounts/{account.pk}/history/")

    page.click("summary:has-text('User menu')")
    page.click("[data-shortcuts]")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    expect(page).to_have_url(f"/accounts/{account.pk}/history/")


def test_rows_added_by_the_script_are_numbered_and_saved(open_page, clerk, account):
    page = open_page(clerk)
    page.goto("/create/")
    page.click("[data-add-row]")
    page.click("[data-add-row]")

    expect(page.locator("#id_purposes-2-purpose")).to_be_focused()
    assert page.input_value("[name=purposes-TOTAL_FORMS]") == "3"
    expect(page.get_by_role("group", name="Business purposes, row 3")).to_be_visible()
