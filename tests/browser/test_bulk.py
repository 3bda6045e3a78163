"""Changing many records from a list: by keyboard alone, on a narrow screen, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from core.models import JobRun
from parties.models import Party
from reference.models import LookupValue
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db(transaction=True)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIST = "/customers/?type=ORGANIZATION&name=harbour"


@pytest.fixture
def harbours(db):
    """More customers than one page shows."""
    return [PartyFactory(name=f"Harbour Works {n:02}") for n in range(27)]


def faults(page: Page) -> list[str]:
    """What axe finds, in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        response = Axe().run(page, options={"runOnly": WCAG, "preload": False}).response
        found += [
            f"{one['id']}: {node['html'][:120]}" for one in response["violations"] for node in one["nodes"]
        ]
    return found


def test_two_rows_are_marked_and_changed_by_keyboard(open_page, clerk, harbours):
    # Tall enough that the bar covers no row: axe would measure the rest of a box that is half behind it.
    page = open_page(clerk, viewport={"width": 1280, "height": 2200})
    page.goto(LIST)
    bar = page.locator("#customers form[data-bulk]")
    expect(bar).to_be_hidden()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(bar).to_be_visible()
    expect(bar.locator("output")).to_have_text("2")
    assert faults(page) == []
    bar.get_by_role("button", name="Change the marked…").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Change customers")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Customer Category").focus()
    page.keyboard.type("Partner")
    page.get_by_label("Reason").focus()
    page.keyboard.type("They are partners now")
    page.keyboard.press("Enter")
    change = page.get_by_role("button", name="Change 2 records")
    expect(change).to_be_visible()
    assert faults(page) == []
    change.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Outcome")).to_be_visible()
    assert list(Party.objects.filter(category="PARTNER").order_by("pk")) == harbours[:2]
    assert JobRun.objects.get(program="bulk-edit").counts["changed"] == 2


def test_all_rows_of_the_page_are_marked_by_the_box_in_the_head(open_page, clerk, harbours):
    page = open_page(clerk)
    page.goto(LIST)
    region = page.locator("#customers")
    region.get_by_label("Mark all rows of this page").check()
    expect(region.locator("output")).to_have_text("25")
    region.get_by_label("Mark Harbour Works 03").uncheck()
    expect(region.locator("output")).to_have_text("24")
    assert region.get_by_label("Mark all rows of this page").evaluate("box => box.indeterminate")
    region.get_by_role("button", name="Change all: 27 records…").click()
    expect(page.get_by_text("27 records are marked.")).to_be_visible()


def test_it_works_without_javascript(open_page, clerk, harbours):
    page = open_page(clerk, java_script_enabled=False)
    page.goto(LIST)
    page.get_by_label("Mark Harbour Works 00").check()
    page.locator("#customers").get_by_role("button", name="Change the marked…").click()
    page.get_by_label("Customer Category").select_option(label="Prospect")
    page.get_by_label("Reason").fill("They are none yet")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Change 1 record").click()
    expect(page.get_by_role("heading", name="Outcome")).to_be_visible()
    assert list(Party.objects.filter(category="PROSPECT")) == harbours[:1]


def test_nothing_scrolls_sideways_on_a_narrow_screen(open_page, administrator, harbours):
    page = open_page(administrator, viewport={"width": 360, "height": 740})
    value = LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code="PARTNER")
    PartyFactory(category="PARTNER")
    marked = f"/customers/bulk/?pick={harbours[0].pk}"
    for address in (LIST, marked, f"/values/reference.lookupvalue/{value.pk}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address


def test_the_page_of_a_value_has_no_faults(open_page, administrator):
    value = LookupValue.objects.get(type__code="CUSTOMER_CATEGORY", code="PARTNER")
    PartyFactory(category="PARTNER")
    page = open_page(administrator)
    address = f"/values/reference.lookupvalue/{value.pk}/"
    page.goto(address)
    assert faults(page) == []
    page.get_by_label("Replace By").select_option(label="Reseller")
    page.get_by_label("Reason").fill("One list")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Change 1 record")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{address}remove/")
    assert faults(page) == []
