"""The preferences page: everybody's own, in force from the answer on."""

import pytest

from core.models import ChangeRecord
from core.work import work
from reference.models import UserPreference
from reference.services import choose_theme
from tests.core.pages.markup import choices, filled, hidden, told
from tests.factories import UserPreferenceFactory, country
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/preferences/"


def saved(browser, **values):
    """The answer to saving the form as it is shown, with these fields changed."""
    shown = browser.get(PAGE)
    data = {**filled(shown), "shortcuts": "on", "mail_notices": "on", **values}
    return browser.post(PAGE, {name: value for name, value in data.items() if value is not None}, follow=True)


def test_the_first_save_makes_them_and_every_page_follows(clerk, clerk_client, unit_a):
    answer = saved(
        clerk_client,
        language="de",
        date_format="ISO",
        time_zone="Europe/Vienna",
        theme="dark",
        default_unit=unit_a.pk,
        default_country=country().pk,
        shortcuts=None,
        mail_notices=None,
    )
    stored = UserPreference.objects.get(user=clerk)
    assert (stored.language, stored.date_format, stored.time_zone) == ("de", "ISO", "Europe/Vienna")
    assert (stored.theme, stored.shortcuts, stored.mail_notices) == ("dark", False, False)
    assert (stored.default_unit, stored.default_country) == (unit_a, country())
    assert answer.redirect_chain == [(PAGE, 302)]
    assert '<html lang="de" data-theme="dark" data-shortcuts="off">' in answer.text
    assert '<html lang="de" data-theme="dark" data-shortcuts="off">' in clerk_client.get("/").text


@pytest.mark.rule("D-19")
def test_a_change_is_written_like_any_other(clerk, clerk_client):
    stored = UserPreferenceFactory(user=clerk, theme="light")
    opened = filled(clerk_client.get(PAGE))
    with work(actor=clerk, channel="page"):
        choose_theme(clerk, "dark")
    answer = clerk_client.post(PAGE, {**opened, "date_format": "DAY", "shortcuts": "on"}, follow=True)
    assert told(answer)[-1] == "Your preferences were saved."
    stored.refresh_from_db()
    assert (stored.theme, stored.date_format, stored.mail_notices) == ("dark", "DAY", False)
    change = ChangeRecord.objects.filter(model="reference.userpreference").latest("pk")
    assert (change.actor, change.channel, change.version) == (clerk, "page", 3)
    assert change.changes == {"date_format": ["", "DAY"], "mail_notices": [True, False]}


@pytest.mark.rule("R-229")
def test_saving_without_a_change_says_so(clerk, clerk_client):
    assert told(saved(clerk_client)) == ["Nothing was changed in your preferences."]
    assert not UserPreference.objects.exists()
    UserPreferenceFactory(user=clerk)
    assert told(saved(clerk_client)) == ["Nothing was changed in your preferences."]


@pytest.mark.rule("R-059")
def test_only_units_of_the_access_list_are_offered_and_taken(clerk, clerk_client, unit_a, unit_b):
    assert choices(clerk_client.get(PAGE), "default_unit") == ["–", "Unit A"]
    answer = saved(clerk_client, default_unit=unit_b.pk)
    assert "Select a valid choice" in answer.text
    assert not UserPreference.objects.exists()


def test_an_auditor_sees_every_unit_and_has_none_to_start_with(auditor, auditor_client, unit_a):
    assert choices(auditor_client.get(PAGE), "default_unit") == ["–"]


@pytest.mark.parametrize("name, value", [("language", "tlh"), ("time_zone", "Mars/Base"), ("theme", "pink")])
def test_what_is_not_on_the_list_is_refused(clerk_client, name, value):
    assert "Select a valid choice" in saved(clerk_client, **{name: value}).text
    assert not UserPreference.objects.exists()


def test_languages_are_named_in_their_own_words(clerk_client):
    assert choices(clerk_client.get(PAGE), "language") == ["As the browser asks", "English", "Deutsch"]


def test_nobody_elses_preferences_are_touched(clerk, clerk_client, viewer):
    theirs = UserPreferenceFactory(user=viewer, theme="light")
    saved(clerk_client, theme="dark", user=viewer.pk)
    theirs.refresh_from_db()
    assert (theirs.theme, theirs.version) == ("light", 1)
    assert UserPreference.objects.get(user=clerk).theme == "dark"


def test_the_menu_of_every_page_switches_the_theme(clerk, clerk_client):
    page = clerk_client.get("/customers/?q=acme")
    where = hidden(page, "next")
    assert where == "/customers/?q=acme"
    answer = clerk_client.post(f"{PAGE}theme/", {"theme": "dark", "next": where}, follow=True)
    assert answer.redirect_chain == [("/customers/?q=acme", 302)]
    assert '<html lang="en" data-theme="dark">' in answer.text
    clerk_client.post(f"{PAGE}theme/", {"theme": ""})
    assert UserPreference.objects.get(user=clerk).theme == ""


@pytest.mark.parametrize(
    "data, status, url",
    [({"theme": "pink"}, 400, ""), ({"theme": "dark", "next": "https://evil.example/"}, 302, "/")],
)
def test_the_switch_takes_known_themes_and_stays_on_this_host(clerk, data, status, url):
    answer = signed_in(clerk).post(f"{PAGE}theme/", data)
    assert (answer.status_code, answer.headers.get("Location", "")) == (status, url)


def test_the_page_costs_the_same_with_and_without_stored_preferences(clerk, django_assert_num_queries):
    browser = signed_in(clerk)
    with django_assert_num_queries(10):
        browser.get(PAGE)
    UserPreferenceFactory(user=clerk)
    with django_assert_num_queries(10):
        browser.get(PAGE)
