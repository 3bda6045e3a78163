"""Nothing that was typed is lost: not with the session, not with the window (trust 26)."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from core.models import Draft
from parties.models import Party
from tests.browser.steps import field, row
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
CREATE = "/customers/create/organization/"


@pytest.fixture
def customer(unit_a, clerk):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")), clerk, "page")


def sign_in_here(page: Page, username: str) -> None:
    """On the sign-in page that was shown in place of another."""
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def kept(page: Page):
    """Wait until what was typed is kept."""
    return page.expect_response(lambda answer: answer.url.endswith("/drafts/"))


def has_arrived(page: Page) -> bool:
    """Wait for a draft: what a page sends while it is left may come after the request for the next one."""
    for _attempt in range(50):
        if Draft.objects.exists():
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_session_that_ends_keeps_what_was_typed(open_page, clerk, customer, java_script_enabled):
    page = open_page(clerk, java_script_enabled=java_script_enabled)
    page.goto(f"/customers/{customer.pk}/edit/")
    field(page, "Alias").fill("Typed <before> & kept")
    field(page, "Reason for the change").fill("Told on the phone")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Sign in again; what you typed is kept.")).to_be_visible()

    sign_in_here(page, clerk.username)
    expect(page.get_by_text("It is not saved yet")).to_be_visible()
    expect(field(page, "Alias")).to_have_value("Typed <before> & kept")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    customer.refresh_from_db()
    assert (customer.alias, Draft.objects.count()) == ("Typed <before> & kept", 0)


def test_a_row_that_was_added_and_a_section_that_was_fetched_survive_too(open_page, clerk, unit_a):
    page = open_page(clerk)
    page.goto(CREATE)
    page.get_by_label("Organization Name").fill("Acme Harbour Ltd")
    page.get_by_role("button", name="Add Another Row").last.click()
    purpose = row(page, "Business Purposes", 3).get_by_role("combobox", name="Purpose")
    purpose.fill("Statements")
    purpose.press("Enter")
    Session.objects.all().delete()
    page.get_by_role("button", name="Apply").click()
    sign_in_here(page, clerk.username)
    expect(page.get_by_label("Organization Name")).to_have_value("Acme Harbour Ltd")
    expect(purpose).to_have_value("Statements")
    assert Party.objects.count() == 0


def test_a_form_that_was_closed_is_offered_again(open_page, clerk, customer):
    page = open_page(clerk)
    address = f"/customers/{customer.pk}/edit/"
    page.goto(address)
    with kept(page):
        field(page, "Alias").fill("Typed and left")
    page.close()
    page = open_page(clerk)
    page.goto(address)
    offer = page.get_by_role("status").filter(has_text="did not save it")
    expect(field(page, "Alias")).to_have_value("")
    offer.get_by_role("link", name="Take it up again").click()
    expect(field(page, "Alias")).to_have_value("Typed and left")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("What you had typed was thrown away.")).to_be_visible()
    assert Draft.objects.count() == 0


def test_what_was_typed_last_is_kept_when_the_page_is_left(open_page, clerk, customer):
    page = open_page(clerk)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/customers/{customer.pk}/edit/")
    field(page, "Alias").fill("Left at once")
    page.goto("/customers/")
    assert has_arrived(page)
    page.goto(f"/customers/{customer.pk}/edit/")
    expect(page.get_by_text("did not save it")).to_be_visible()
    assert Draft.objects.get().content["party-alias"] == ["Left at once"]


def test_cancel_throws_it_away_after_asking(open_page, clerk, customer):
    page = open_page(clerk)
    answers, asked = [False, True], []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    page.on("dialog", answer)
    page.goto(f"/customers/{customer.pk}/edit/")
    with kept(page):
        field(page, "Alias").fill("Typed")
    page.get_by_role("link", name="Cancel").click()
    expect(field(page, "Alias")).to_have_value("Typed")
    with page.expect_response("**/drafts/discard/"):
        page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(rf"/customers/{customer.pk}/$"))
    assert (asked, Draft.objects.count()) == (["Throw away what you typed?"] * 2, 0)


@pytest.mark.parametrize("width", [380, 1280])
def test_who_types_on_after_the_session_has_ended_is_told_and_loses_nothing(
    open_page, clerk, customer, width
):
    page = open_page(clerk, viewport={"width": width, "height": 720})
    page.goto(f"/customers/{customer.pk}/edit/")
    Session.objects.all().delete()
    field(page, "Alias").fill("Typed too late")
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    page.get_by_role("button", name="Save", exact=True).click()
    sign_in_here(page, clerk.username)
    expect(field(page, "Alias")).to_have_value("Typed too late")


def test_a_page_that_was_open_while_one_signed_in_again_can_still_be_saved(open_page, clerk, customer):
    page = open_page(clerk)
    page.goto(f"/customers/{customer.pk}/edit/")
    field(page, "Alias").fill("Typed before")
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto("/")
    sign_in_here(other, clerk.username)
    expect(other.get_by_role("heading", name="Good day")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Go on with what you typed").click()
    expect(field(page, "Alias")).to_have_value("Typed before")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Harbour Ltd")
    customer.refresh_from_db()
    assert customer.alias == "Typed before"
