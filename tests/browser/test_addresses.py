"""Addresses are entered by the keyboard, as each country writes them; what is wrong with one is told at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Account
from parties.models import Location
from sites.models import AccountSite
from tests.browser.steps import choose, row
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartySiteFactory, UnitAccessFactory
from tests.parties.places import check_america, load_america

pytestmark = pytest.mark.django_db(transaction=True)

# The names of the fields in the order in which the Tab key goes through them, and what is typed into each.
NATURALLY = {
    "Germany": [
        ("Address Line 1", "Am Sandtorkai 37"),
        ("Address Line 2", "Hinterhaus"),
        ("Address Line 3", ""),
        ("Address Line 4", ""),
        ("Postal Code", "20457"),
        ("City", "Hamburg"),
    ],
    "United States": [
        ("Address Line 1", "9000 Wilshire Blvd"),
        ("Address Line 2", ""),
        ("Address Line 3", ""),
        ("Address Line 4", ""),
        ("City", "Beverly Hills"),
        ("State", "CA"),
        ("ZIP Code", "90210"),
    ],
    "Japan": [
        ("Address Line 1", "丸の内1-9-1"),
        ("Address Line 2", ""),
        ("Address Line 3", ""),
        ("Address Line 4", ""),
        ("Postal Code", "100-0005"),
        ("Prefecture", "東京都"),
        ("City", "千代田区"),
    ],
    "Brazil": [
        ("Address Line 1", "Avenida Paulista, 1578"),
        ("Address Line 2", "Bela Vista"),
        ("Address Line 3", ""),
        ("Address Line 4", ""),
        ("City", "São Paulo"),
        ("State", "SP"),
        ("Postal Code", "01310-200"),
    ],
    "United Kingdom": [
        ("Address Line 1", "10 Downing Street"),
        ("Address Line 2", ""),
        ("Address Line 3", ""),
        ("Address Line 4", ""),
        ("Post Town", "London"),
        ("Postal Code", "SW1A 2AA"),
    ],
}
# The advice is fetched from a machine that may be busy with other tests.
PATIENCE_MS = 15_000


@pytest.fixture
def account(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1")).accounts.get()


@pytest.fixture
def america(tmp_path):
    """Some places of the United States are known, and addresses there are checked strictly."""
    load_america(tmp_path)


def address(page: Page) -> Locator:
    return page.get_by_role("group", name="Account site address")


def focused(page: Page) -> str:
    """What the focus is on, by its label."""
    return page.evaluate(
        "() => document.activeElement.labels?.[0]?.firstChild?.textContent.trim() || document.activeElement.tagName"
    )


def new_address(page: Page, account: Account) -> None:
    """Open Create Account Site and go to the country."""
    page.goto(f"/accounts/{account.pk}/sites/create/")
    page.get_by_role("combobox", name="Country").focus()


def type_country(page: Page, name: str) -> None:
    with page.expect_response("**/sites/create/**"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Country")).to_have_value(name)
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


@pytest.mark.rule("R-044", "R-046", "R-052")
@pytest.mark.parametrize("name", NATURALLY)
def test_an_address_is_entered_by_the_keyboard_alone(open_page, clerk, account, name):
    page = open_page(clerk)
    new_address(page, account)
    type_country(page, name)
    labels = []
    for label, text in NATURALLY[name]:
        page.keyboard.press("Tab")
        labels.append(focused(page))
        page.keyboard.type(text)
        assert labels[-1] == label
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("was created in Unit A")
    line1 = NATURALLY[name][0][1]
    assert page.get_by_role("heading", level=1).inner_text().startswith("Site ")
    found = Location.objects.get(line1=line1)
    typed = {text for _label, text in NATURALLY[name]}
    kept = {found.line1, found.line2, found.city, found.state, found.province, found.postal_code, ""}
    assert typed | {""} == kept


@pytest.mark.rule("R-047", "R-051", "R-052")
def test_a_wrong_zip_code_offers_suggestions_and_takes_one(open_page, clerk, account, america):
    page = open_page(clerk)
    new_address(page, account)
    type_country(page, "United States")
    address(page).get_by_label("Address Line 1").fill("9000 Wilshire Blvd")
    address(page).get_by_label("City").fill("Beverly Hills")
    address(page).get_by_label("State").fill("CA")
    zip_code = address(page).get_by_label("ZIP Code")
    zip_code.fill("10001")
    zip_code.press("Tab")
    advice = page.get_by_role("group", name="Check the address")
    expect(advice).to_contain_text("This address is not valid", timeout=PATIENCE_MS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("ZIP Code")
    assert Location.objects.count() == 1

    suggestions = advice.get_by_role("list", name="Suggestions").get_by_role("button")
    suggestions.filter(has_text="90210").focus()
    page.keyboard.press("Enter")
    expect(zip_code).to_have_value("90210")
    expect(address(page).get_by_label("City")).to_have_value("Beverly Hills")
    expect(advice).to_have_count(0, timeout=PATIENCE_MS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("was created")
    assert AccountSite.objects.filter(party_site__location__postal_code="90210").count() == 1


@pytest.mark.rule("R-050")
def test_city_and_state_follow_the_zip_code_and_what_was_typed_stays(open_page, clerk, account, america):
    page = open_page(clerk)
    new_address(page, account)
    type_country(page, "United States")
    city, state = address(page).get_by_label("City"), address(page).get_by_label("State")
    zip_code = address(page).get_by_label("ZIP Code")
    zip_code.fill("94105")
    zip_code.press("Tab")
    expect(city).to_have_value("San Francisco", timeout=PATIENCE_MS)
    expect(state).to_have_value("CA")
    expect(page.get_by_text("Filled in: City San Francisco, State CA.").first).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("Filled in: City San Francisco, State CA.")
    expect(address(page).get_by_label("Postal Plus 4")).to_be_focused()
    # What was filled in follows another postal code, what the clerk typed does not.
    zip_code.fill("90210")
    zip_code.press("Tab")
    expect(city).to_have_value("Beverly Hills", timeout=PATIENCE_MS)
    city.fill("Beverley Hills")
    state.fill("")
    zip_code.fill("90211")
    zip_code.press("Tab")
    expect(state).to_have_value("CA", timeout=PATIENCE_MS)
    expect(city).to_have_value("Beverley Hills")


@pytest.mark.rule("R-048")
def test_a_warning_is_told_while_typing_and_then_saved_at_once(open_page, clerk, account, america):
    check_america("WARNING")
    page = open_page(clerk)
    new_address(page, account)
    type_country(page, "United States")
    address(page).get_by_label("Address Line 1").fill("9000 Wilshire Blvd")
    address(page).get_by_label("City").fill("Beverly Hills")
    address(page).get_by_label("City").press("Tab")
    # The state is filled in, and stands in the address that is told.
    expect(address(page).get_by_label("State")).to_have_value("CA", timeout=PATIENCE_MS)
    address(page).get_by_label("ZIP Code").fill("10001")
    address(page).get_by_label("ZIP Code").press("Tab")
    advice = page.get_by_role("group", name="Check the address")
    expect(advice).to_contain_text("ZIP code 10001 does not belong to Beverly Hills, CA", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Site 2", timeout=PATIENCE_MS)
    assert Location.objects.filter(postal_code="10001", state="CA").count() == 1


@pytest.mark.rule("R-048", "R-051")
def test_without_a_script_a_warning_is_told_once_and_a_suggestion_is_taken(
    open_page, clerk, account, america
):
    check_america("WARNING")
    page = open_page(clerk, java_script_enabled=False)
    page.goto(f"/accounts/{account.pk}/sites/create/")
    page.get_by_label("Country").select_option(label="United States")
    page.get_by_role("button", name="Update the page Country").click()
    address(page).get_by_label("Address Line 1").fill("9000 Wilshire Blvd")
    address(page).get_by_label("City").fill("Beverly Hills")
    address(page).get_by_label("State").fill("CA")
    address(page).get_by_label("ZIP Code").fill("10001")
    page.get_by_role("button", name="Apply").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Nothing is saved yet.")
    alert.get_by_role("button").filter(has_text="90210").click()
    expect(address(page).get_by_label("ZIP Code")).to_have_value("90210")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Site 2")
    assert Location.objects.filter(postal_code="90210").count() == 1


@pytest.mark.rule("R-022", "R-038")
def test_an_account_at_an_address_of_the_customer_and_one_at_a_new_address(open_page, clerk, account):
    page = open_page(clerk)
    page.goto(f"/customers/{account.party_id}/")
    page.get_by_role("link", name="Create Account", exact=True).first.click()
    expect(address(page)).to_be_hidden()
    page.get_by_label("Account Description").fill("Spare parts")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text(
        "Spare parts of Acme Harbour Ltd was created"
    )
    assert Location.objects.count() == 1

    page.get_by_role("link", name="Create Account", exact=True).first.click()
    page.get_by_role("radio", name="Create Address").check()
    choose(page, "Country", "Germany")
    address(page).get_by_label("Address Line 1").fill("Hafenstraße 5")
    address(page).get_by_label("Postal Code").fill("24103")
    address(page).get_by_role("textbox", name="City").fill("Kiel")
    page.get_by_role("button", name="Save And Add Details").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Account ")
    assert Account.objects.count() == 3
    assert Location.objects.filter(city="Kiel").count() == 1


@pytest.mark.rule("R-037", "R-038")
def test_an_address_that_is_there_is_used_with_one_press(open_page, clerk, account):
    page = open_page(clerk)
    page.goto(f"/customers/{account.party_id}/accounts/create/")
    page.get_by_role("radio", name="Create Address").check()
    choose(page, "Country", "Germany")
    address(page).get_by_label("Address Line 1").fill("am kai 1")
    address(page).get_by_label("Postal Code").fill("20457")
    address(page).get_by_role("textbox", name="City").fill("Hamburg")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Use This Address").click()
    number = account.party.sites.get().number
    expect(page.get_by_role("radio", name=number)).to_be_checked()
    expect(page.get_by_role("radio", name=number)).to_be_focused()
    expect(address(page)).to_be_hidden()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("was created")
    assert Location.objects.count() == 1


@pytest.mark.rule("R-058", "R-076")
def test_another_unit_brings_its_addresses_and_bill_tos(open_page, clerk, account, unit_b):
    UnitAccessFactory(user=clerk, unit=unit_b)
    PartySiteFactory(party=account.party, number="SECOND")
    first = account.party.sites.get(identifying=True)
    page = open_page(clerk)
    page.goto(f"/accounts/{account.pk}/sites/create/")
    unit = page.get_by_role("combobox", name="Operating Unit")
    bill_to = row(page, "Business Purposes", 1).get_by_label("Bill To Location")
    unit.select_option("Unit A")
    expect(page.get_by_role("radio", name=first.number)).to_have_count(0)
    expect(bill_to.get_by_role("option")).to_have_count(2)
    choose(page, "Purpose", "Ship To")
    unit.focus()
    unit.select_option("Unit B")
    expect(page.get_by_role("radio", name=first.number)).to_be_visible()
    expect(bill_to.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Purpose")).to_have_value("Ship To")
    expect(unit).to_be_focused()
