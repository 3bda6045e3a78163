"""Two people save the same record, each in a browser of his own (D-19): nothing that was typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from core import roles
from parties.models import Party
from sites.models import AccountSite
from tests.customers.builders import made, new_customer, new_site
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("D-19", "R-228")]
SAVED = "{} was saved."


@pytest.fixture
def colleague(unit_a):
    return UserFactory(username="colleague", last_name="Colleague", roles=[roles.CLERK], units=[unit_a])


@pytest.fixture
def customer(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), description="Spare parts"))


@pytest.fixture
def both(open_page, clerk, colleague):
    """Two browsers; `both(address)` opens the same form in each."""
    pages = open_page(clerk), open_page(colleague)

    def opened(address: str) -> tuple[Page, Page]:
        for page in pages:
            page.goto(address)
        return pages

    return opened


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def message(page: Page) -> str:
    return " ".join(page.get_by_role("main").get_by_role("status").inner_text().split())


def conflicts(page: Page) -> list[str]:
    """The rows of the conflict page."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("was changed while you were editing it")
    return [row.lower() for row in page.get_by_role("row").all_inner_texts()]


def test_same_field_of_a_customer_is_chosen_on_the_conflict_page(both, customer):
    mine, theirs = both(f"/customers/{customer.pk}/edit/")
    theirs.get_by_label("Alias").fill("Harbour")
    theirs.get_by_label("Taxpayer ID").fill("T-4711")
    save(theirs)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")

    mine.get_by_label("Alias").fill("Acme")
    mine.get_by_label("Name Pronunciation").fill("ak-mee")
    mine.get_by_label("Year Established").fill("1911")
    mine.get_by_label("Reason for the Change").fill("Asked by phone")
    save(mine)

    expect(mine.get_by_role("heading", level=1)).to_contain_text("was changed while you were editing it")
    expect(mine.get_by_role("alert")).to_contain_text("Alex Colleague saved it")
    expect(mine.get_by_role("alert")).to_be_focused()
    rows = conflicts(mine)
    assert [line.split()[0] for line in rows] == ["field", "alias"]
    assert all(words in rows[1] for words in ("harbour", "acme"))
    mine.get_by_role("radio", name="the value you typed").check()
    mine.get_by_role("button", name="Save with these values").click()

    expect(mine.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    party = Party.objects.get()
    assert (party.alias, party.pronunciation, party.taxpayer_id) == ("Acme", "ak-mee", "T-4711")
    assert party.organization.year_established == 1911
    mine.get_by_role("main").get_by_role("link", name="History", exact=True).click()
    expect(mine.get_by_role("region", name="History").get_by_role("row").nth(1)).to_contain_text(
        "Asked by phone"
    )


def test_the_value_that_stands_now_can_be_kept(both, customer):
    mine, theirs = both(f"/customers/{customer.pk}/edit/")
    theirs.get_by_label("Alias").fill("Harbour")
    save(theirs)
    mine.get_by_label("Alias").fill("Acme")
    save(mine)
    mine.get_by_role("radio", name="the value that stands now").check()
    mine.get_by_role("button", name="Save with these values").click()

    expect(mine.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    assert message(mine) == "Nothing was changed in Acme Harbour Ltd."
    assert Party.objects.get().alias == "Harbour"


def test_different_fields_of_a_customer_are_put_together_and_the_later_one_is_told(both, customer):
    mine, theirs = both(f"/customers/{customer.pk}/edit/")
    theirs.get_by_label("Alias").fill("Harbour")
    save(theirs)
    mine.get_by_label("Name Pronunciation").fill("ak-mee")
    save(mine)

    expect(mine.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    assert (
        "was changed meanwhile (alias); your changes were added to the newer version."
        in message(mine).lower()
    )
    assert SAVED.format("Acme Harbour Ltd") in message(mine)
    party = Party.objects.get()
    assert (party.alias, party.pronunciation) == ("Harbour", "ak-mee")


def test_an_account_saved_by_two(both, customer):
    account = customer.accounts.get()
    mine, theirs = both(f"/accounts/{account.pk}/edit/")
    theirs.get_by_label("Account Description").fill("Engines")
    save(theirs)
    mine.get_by_label("Account Description").fill("Screws")
    mine.get_by_label("Account Type").select_option("Internal")
    save(mine)

    rows = conflicts(mine)
    assert len(rows) == 2
    assert all(words in rows[1] for words in ("account description", "spare parts", "engines", "screws"))
    mine.get_by_role("button", name="Save with these values").click()
    expect(mine.get_by_role("main").get_by_role("status")).to_contain_text("was saved")
    account.refresh_from_db()
    assert (account.description, account.account_type) == ("Screws", "I")


def test_an_account_site_and_its_address_saved_by_two(both, customer):
    site = AccountSite.objects.get()
    mine, theirs = both(f"/sites/{site.pk}/edit/")
    theirs.get_by_label("EDI Location").fill("EDI-1")
    theirs.get_by_label("Site Name").fill("Main warehouse")
    save(theirs)
    expect(theirs.get_by_role("main").get_by_role("status")).to_contain_text("was saved")
    mine.get_by_label("EDI Location").fill("EDI-2")
    mine.get_by_label("Addressee").fill("Ada Lovett")
    mine.get_by_label("Reason for the Change").fill("New gate")
    save(mine)

    rows = conflicts(mine)
    assert len(rows) == 2
    assert all(words in rows[1] for words in ("edi location", "edi-1", "edi-2"))
    mine.get_by_role("button", name="Save with these values").click()
    expect(mine.get_by_role("main").get_by_role("status")).to_contain_text("your changes were added")
    site.refresh_from_db()
    assert site.edi_location == "EDI-2"
    assert (site.party_site.name, site.party_site.addressee) == ("Main warehouse", "Ada Lovett")
