"""What a newcomer sees who ran script/demo: sign-ins that work, customers that can be found, and a way out."""

import re

from playwright.sync_api import Page, expect

ROLES = {
    "Viewer",
    "Clerk",
    "Credit manager",
    "Data steward",
    "Administrator",
    "Auditor",
    "Sales",
    "Sales administrator",
    "Integration",
}


def password_of(printed: str, username: str) -> str:
    found = re.search(rf"^{re.escape(username)}\s+(\S+)", printed, re.MULTILINE)
    assert found, f"script/demo printed no sign-in of {username}"
    return found.group(1)


def sign_in(page: Page, printed: str, username: str) -> None:
    page.goto("/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password_of(printed, username))
    page.get_by_role("button", name="Sign in").click()


def test_every_role_has_a_sign_in(printed: str):
    rows = [re.split(r"\s{2,}", line) for line in printed.splitlines()]
    assert {row[2] for row in rows if len(row) >= 3} >= ROLES


def test_server_database_and_worker_are_well(page: Page):
    answer = page.request.get("/readyz")
    assert answer.json() == {"database": "ok", "migrations": "ok", "worker": "ok"}


def test_a_clerk_signs_in_finds_a_customer_opens_it_and_signs_out(page: Page, printed: str):
    sign_in(page, printed, "carlos.clerk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carlos")

    page.get_by_label("Find a customer by name, number, tax id or city").fill("vision germ")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vision Germany GmbH", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vision Germany GmbH")

    page.get_by_text("User menu").locator("..").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title(re.compile("Sign in"))
    page.goto("/customers/")
    expect(page).to_have_title(re.compile("Sign in"))


def test_a_viewer_is_not_offered_to_create(page: Page, printed: str):
    sign_in(page, printed, "vera.viewer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vera")
    expect(page.get_by_role("link", name="Create Organization")).to_have_count(0)


def test_a_wrong_password_is_refused_in_words(page: Page, printed: str):
    page.goto("/")
    page.get_by_label("Username").fill("clara.clerk")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("correct")
    expect(page.get_by_label("Username")).to_have_value("clara.clerk")
