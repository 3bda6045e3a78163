"""The daily work in German: chosen among the preferences, found, opened, edited, saved; labels that fit the screen."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import kinds
from tests.browser.steps import sign_in
from tests.browser.test_layout import sideways
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db(transaction=True)
GERMAN = "de-DE"


@pytest.fixture
def customer(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))


def test_a_clerk_chooses_german_and_finds_opens_edits_and_saves(open_page, clerk, customer):
    page = open_page()
    main = page.get_by_role("main")
    sign_in(page, clerk.username)
    page.goto("/preferences/")
    page.get_by_label("Language", exact=True).select_option("Deutsch")
    main.get_by_role("button", name="Save").last.click()
    expect(main.get_by_role("status")).to_have_text("Ihre Einstellungen wurden gespeichert.")
    expect(page.locator("html")).to_have_attribute("lang", "de")

    page.get_by_role("searchbox", name="Kunden nach Name").fill("acme")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Acme Harbour Ltd", exact=True).click()
    page.get_by_role("link", name="Bearbeiten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd bearbeiten")
    page.get_by_label("Gründungsjahr").fill("12")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Eines ist zu berichtigen")
    expect(page.get_by_role("alert")).to_contain_text("Dieser Wert muss größer oder gleich 1000 sein.")
    page.get_by_label("Gründungsjahr").fill("1987")
    page.get_by_label("Beschäftigte insgesamt").fill("12500")
    page.get_by_label("Grund der Änderung").fill("Aus dem Register")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(main.get_by_role("status")).to_have_text("Acme Harbour Ltd wurde gespeichert.")

    page.get_by_role("link", name="Verlauf", exact=True).last.click()
    today = timezone.localtime()
    changed = page.get_by_role("row").filter(has_text="Aus dem Register")
    expect(changed).to_contain_text(f"{today:%d.%m.%Y}, ")
    expect(changed).to_contain_text(re.compile(r"Gründungsjahr: –\s*→\s*wurde zu\s*1987"))
    expect(changed).to_contain_text("Geändert")
    customer.refresh_from_db()
    assert (customer.organization.year_established, customer.version) == (1987, 1)


def test_the_language_of_the_browser_holds_where_none_was_chosen(open_page, clerk, customer):
    page = open_page(locale=GERMAN)
    page.goto("/")
    page.get_by_label("Benutzername").fill(clerk.username)
    page.get_by_label("Passwort").fill("not the password")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte")
    expect(page).to_have_title(re.compile(r"^Fehler: Anmelden"))


def test_no_page_scrolls_sideways_in_german(open_page, clerk, unit_a):
    world = kinds.build(unit_a, clerk)
    page, outside = open_page(clerk, locale=GERMAN), open_page(locale=GERMAN)
    found = {name: sideways(page) for name in kinds.visit(page, kinds.addresses(world))}
    outside.goto("/login/")
    expect(outside.get_by_role("heading", level=1)).to_have_text("Anmelden")
    found["sign in"] = sideways(outside)

    assert {name: beyond for name, beyond in found.items() if any(beyond.values())} == {}


def test_the_links_of_a_row_that_has_many_go_on_below(open_page, clerk, unit_a):
    there = {"line1": "Kaiser-Joseph-Straße 275", "city": "Freiburg im Breisgau", "postal_code": "79098"}
    party = made(
        new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), new_site(unit_a, "SHIP_TO", **there))
    )
    page = open_page(clerk, locale=GERMAN)
    page.goto(f"/customers/{party.pk}/addresses/")
    row = page.get_by_role("row").filter(has_text="Kaiser-Joseph")
    expect(row.get_by_role("link")).to_have_count(4)
    assert not any(sideways(page).values())
