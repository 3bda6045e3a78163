"""Preferences and passwords in a browser: the theme that was chosen, whatever the device; without JavaScript; axe."""

import pytest
from django.core import mail as outbox
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import Page, expect

from core import passwords
from tests.browser.test_accessibility import look
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = "a-much-better-password"


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_menu_switches_the_theme_against_the_device(open_page, clerk, java_script_enabled):
    page = open_page(clerk, color_scheme="light", java_script_enabled=java_script_enabled)
    page.goto("/customers/?q=acme")
    light = background(page)
    page.locator("summary", has_text="User menu").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/customers/?q=acme")
    dark = background(page)
    assert dark != light
    page.locator("summary", has_text="User menu").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Light").click()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert background(page) == light


def test_the_set_up_has_the_theme_as_well(open_page, administrator):
    page = open_page(administrator, color_scheme="light")
    page.goto("/preferences/")
    page.locator("#id_theme").select_option("dark")
    page.get_by_role("main").get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Your preferences were saved.")
    page.goto("/admin/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 18, 18)")


def test_a_time_zone_is_found_by_typing(open_page, clerk):
    page = open_page(clerk)
    page.goto("/preferences/")
    page.get_by_role("combobox", name="Time Zone").fill("vienn")
    page.get_by_role("option", name="Europe/Vienna").click()
    page.get_by_role("main").get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("combobox", name="Time Zone")).to_have_value("Europe/Vienna")


def test_a_forgotten_password_and_no_fault_on_the_way(open_page):
    user = UserFactory(username="ada", email="ada@example.com")
    page = open_page()
    assert look(page, way(page)) == {
        "forgotten": [],
        "asked": [],
        "new password": [],
        "new password refused": [],
        "done": [],
        "used link": [],
    }
    user.refresh_from_db()
    assert user.check_password(GOOD)


def way(page: Page):
    """Every page between the sign-in page and the new password."""
    page.goto("/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    yield "forgotten"
    page.get_by_label("Mail address").fill("ada@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status")).to_contain_text("is on its way")
    yield "asked"
    [task] = DBTaskResult.objects.filter(task_path="core.passwords.send_links")
    passwords.send_links.call(*task.args_kwargs["args"])
    link = next(line for line in outbox.outbox[0].body.split() if "/password/new/" in line)
    path = link.removeprefix("http://localhost:8000")
    page.goto(path)
    yield "new password"
    for password in ("short", GOOD):
        for field in ("#id_new_password1", "#id_new_password2"):
            page.locator(field).fill(password)
        page.get_by_role("button", name="Set the password").click()
        if password == "short":
            expect(page.get_by_text("This password is too short")).to_be_visible()
            yield "new password refused"
    expect(page.get_by_text("Your new password is set.")).to_be_visible()
    yield "done"
    page.goto(path)
    expect(page.get_by_text("This link is not good any more")).to_be_visible()
    yield "used link"
