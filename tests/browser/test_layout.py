"""Pages on narrow screens, under the keyboard, and under hurried hands."""

import pytest
from playwright.sync_api import Page, expect

from parties.models import Party
from tests.browser import kinds
from tests.browser.steps import choose
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)

# The narrowest screens, a wide one at twice the size (WCAG 1.4.10 and 1.4.4), a wide one.
WIDTHS = (360, 400, 640, 1280)
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CREATE = "/customers/create/organization/"


@pytest.fixture
def customer(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))


def sideways(page: Page) -> dict[int, int]:
    """By how much the page is wider than the screen, for each width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate(BEYOND)
    return found


def test_no_page_scrolls_sideways(open_page, clerk, unit_a):
    world = kinds.build(unit_a, clerk)
    page, outside = open_page(clerk), open_page()
    found = {name: sideways(page) for name in kinds.visit(page, kinds.addresses(world))}
    found |= {name: sideways(page) for name in kinds.dialogs(page)}
    found |= {name: sideways(page) for name in kinds.after_saving(page, world)}
    found |= {name: sideways(outside) for name in kinds.signing_in(outside)}

    assert found == {name: dict.fromkeys(WIDTHS, 0) for name in found}


def test_no_page_of_the_set_up_scrolls_sideways(open_page, administrator, clerk, unit_a):
    world = kinds.build(unit_a, clerk)
    page = open_page(administrator)
    set_up = kinds.set_up(world) | {"set-up sites": "/admin/customer_sites/accountsite/"}
    found = {name: sideways(page) for name in kinds.visit(page, set_up)}
    assert found == {name: dict.fromkeys(WIDTHS, 0) for name in found}


# What somebody who reads a page on paper can do nothing with.
TO_PRESS = """() => [...document.querySelectorAll(
  "nav:not(.tabs, .crumbs), button, .btn, .filters, input[type=checkbox], .choose, dialog, .menu"
)].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120))"""
PAPER = {"width": 718, "height": 1000}  # A4 within its margins
ON_PAPER = (
    "search with results",
    "customer",
    "account",
    "site",
    "notes",
    "history",
    "runs",
    "run",
    "shortcuts",
)


def test_paper_shows_whole_tables_and_nothing_to_press(open_page, clerk, unit_a):
    world = kinds.build(unit_a, clerk)
    page = open_page(clerk, viewport=PAPER, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    pages = {name: address for name, address in kinds.addresses(world).items() if name in ON_PAPER}
    found = {name: (page.evaluate(BEYOND), page.evaluate(TO_PRESS)) for name in kinds.visit(page, pages)}

    assert found == {name: (0, []) for name in ON_PAPER}


def test_paper_is_white_and_shows_the_details_that_are_folded_on_the_screen(open_page, clerk, customer):
    page = open_page(clerk, viewport=PAPER, color_scheme="dark")
    page.goto(f"/customers/{customer.pk}/")
    details = page.locator(".more .facts")
    expect(details).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(details).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color").startswith("oklch(0.25")


def test_everything_can_be_reached_by_the_keyboard_and_shows_where_it_is(open_page, clerk, customer):
    page = open_page(clerk)
    page.goto(f"/customers/{customer.pk}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    seen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.append(page.evaluate(FOCUS))
    names = [name for name, _visible in seen]
    assert [name for name, visible in seen if not visible] == []
    assert {"Customers", "Edit", "Remove", "Accounts", "History"} <= set(names)


# The name of what has the focus, and whether an outline of its own or of what is around it shows that.
FOCUS = """() => {
  const element = document.activeElement;
  const outlined = (one) => {
    const style = one && getComputedStyle(one);
    return Boolean(style) && style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  };
  const name = element.innerText?.trim() || element.name || element.tagName;
  return [name, outlined(element) || outlined(element.closest(".search"))];
}"""


def test_a_failed_save_puts_the_focus_on_the_summary_and_leads_to_the_fields(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto(CREATE)
    page.get_by_label("Alias").fill("Typed")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title("Error: Create Customer: Organization · Registrar")
    page.get_by_role("alert").get_by_role("link", name="Organization Name").click()
    expect(page.get_by_label("Organization Name")).to_be_focused()
    expect(page.get_by_label("Organization Name")).to_be_in_viewport()
    expect(page.get_by_label("Alias")).to_have_value("Typed")


def test_leaving_a_changed_form_asks_and_leaving_an_unchanged_one_does_not(open_page, clerk, customer):
    page = open_page(clerk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/customers/{customer.pk}/edit/")
    page.get_by_role("link", name="Customers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    assert asked == []

    page.goto(f"/customers/{customer.pk}/edit/")
    page.get_by_label("Alias").fill("Typed")
    page.get_by_role("link", name="Customers").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Alias")).to_have_value("Typed")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    assert asked == ["beforeunload"]


@pytest.mark.rule("R-044")
def test_the_country_is_chosen_by_keyboard_and_the_address_keeps_what_was_typed(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto(CREATE)
    address = page.get_by_role("group", name="Account site address")
    address.get_by_label("Address Line 1").fill("Market Street 1")
    with page.expect_response("**/customers/create/**"):
        choose(page, "Country", "Germany")
    expect(address.get_by_label("State")).to_have_count(0)

    country = page.get_by_role("combobox", name="Country")
    country.focus()
    page.keyboard.type("unit")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    names = options.all_inner_texts()
    assert names[:2] == sorted(names[:2]) and all(name.startswith("United") for name in names[:3])
    for _step in range(names.index("United States")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(country).to_have_value("United States")
    expect(address.get_by_label("State")).to_be_visible()
    expect(address.get_by_label("ZIP Code")).to_be_visible()
    expect(country).to_be_focused()
    expect(address.get_by_label("Address Line 1")).to_have_value("Market Street 1")
    page.keyboard.press("Tab")
    expect(address.get_by_label("Address Line 1")).to_be_focused()


@pytest.mark.rule("R-044")
def test_what_is_typed_while_the_address_is_fetched_again_is_kept(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto(CREATE)
    page.route("**/customers/create/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    choose(page, "Country", "United States")
    address = page.get_by_role("group", name="Account site address")
    address.get_by_label("Address Line 1").fill("Typed meanwhile")
    expect(address.get_by_label("ZIP Code")).to_be_visible()
    expect(address.get_by_label("Address Line 1")).to_have_value("Typed meanwhile")


def test_a_double_click_on_save_makes_one_customer(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto(CREATE)
    page.get_by_label("Organization Name").fill("Acme Harbour Ltd")
    choose(page, "Country", "Germany")
    address = page.get_by_role("group", name="Account site address")
    address.get_by_label("Address Line 1").fill("Am Kai 1")
    address.get_by_label("City").fill("Hamburg")
    address.get_by_label("Postal Code").fill("20457")
    page.get_by_label("Operating Unit").select_option("Unit A")
    page.get_by_role("button", name="Apply").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    assert Party.objects.count() == 1
