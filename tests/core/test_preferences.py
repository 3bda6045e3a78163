"""Pages written as their reader prefers: language, dates, time zone, appearance; at once, and for him alone."""

import datetime
import decimal
import zoneinfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from core import dates, preferences
from core.models import User
from core.pages.values import shown
from core.preferences import Preferences
from core.work import work
from reference.services import change_options
from tests.core.pages.markup import columns
from tests.factories import PartyFactory, UserPreferenceFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 31)
NOON = datetime.datetime(2026, 3, 31, 12, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def nobody_reads():
    """Whatever a test applies ends with it."""
    with translation.override("en"):
        yield
    preferences.forget()


@pytest.mark.parametrize(
    "language, choice, day",
    [
        ("en", "", "31 Mar 2026"),
        ("en", "ISO", "2026-03-31"),
        ("en", "SPELT", "31 Mar 2026"),
        ("en", "DAY", "31.03.2026"),
        ("en", "MONTH", "03/31/2026"),
        ("de", "", "31.03.2026"),
        ("de", "ISO", "2026-03-31"),
        ("de", "SPELT", "31. März 2026"),
    ],
)
def test_dates_are_written_as_the_reader_prefers(language, choice, day):
    preferences.apply(Preferences(language=language, date_format=choice, time_zone="Asia/Tokyo"))
    assert (shown(DAY), shown(NOON)) == (day, f"{day}, 21:05")
    assert dates.date_text(DAY) == day


@pytest.mark.parametrize("language, number", [("en", "1,234.5"), ("de", "1.234,5")])
def test_numbers_are_written_as_in_the_language(language, number):
    preferences.apply(Preferences(language=language))
    assert shown(decimal.Decimal("1234.5")) == number


@pytest.mark.rule("D-17")
def test_times_are_those_of_the_installation_unless_the_reader_has_a_zone():
    with work(actor=None, channel="system"):
        change_options(time_zone="America/New_York")
    preferences.apply(Preferences())
    assert shown(NOON) == "31 Mar 2026, 08:05"
    assert timezone.get_current_timezone_name() == "America/New_York"
    assert timezone.localtime(NOON).isoformat() == "2026-03-31T08:05:00-04:00"


def test_a_language_without_pages_leaves_the_one_of_the_browser():
    translation.activate("de")
    preferences.apply(Preferences(language="tlh"))
    assert translation.get_language() == "de"


def test_a_mail_is_written_for_its_reader_and_what_follows_for_the_former_one(clerk):
    UserPreferenceFactory(user=clerk, language="de", date_format="ISO", time_zone="Asia/Tokyo")
    preferences.apply(Preferences(date_format="MONTH", time_zone="UTC"))
    with preferences.read_by(User.objects.get(pk=clerk.pk)):
        assert (translation.get_language(), shown(NOON)) == ("de", "2026-03-31, 21:05")
    assert (translation.get_language(), shown(NOON)) == ("en", "03/31/2026, 12:05")


def test_a_page_follows_its_reader_and_the_next_one_its_own(clerk, clerk_client, viewer_client):
    UserPreferenceFactory(user=clerk, language="de", theme="dark", shortcuts=False)
    mine, theirs = clerk_client.get("/"), viewer_client.get("/")
    assert '<html lang="de" data-theme="dark" data-shortcuts="off">' in mine.text
    assert '<meta name="color-scheme" content="dark">' in mine.text
    assert mine["Content-Language"] == "de"
    assert '<html lang="en">' in theirs.text
    assert '<meta name="color-scheme" content="light dark">' in theirs.text


def test_the_set_up_follows_as_well(administrator, administrator_client):
    assert 'set-up-theme.js" data-theme="auto"' in administrator_client.get("/admin/").text
    UserPreferenceFactory(user=administrator, language="de", theme="dark")
    page = administrator_client.get("/admin/").text
    assert 'set-up-theme.js" data-theme="dark"' in page
    assert '<html lang="de"' in page


def test_without_a_preference_the_browser_decides(clerk, clerk_client):
    UserPreferenceFactory(user=clerk)
    assert '<html lang="de">' in clerk_client.get("/", headers={"Accept-Language": "de-AT,en;q=0.5"}).text
    assert '<html lang="en">' in clerk_client.get("/").text


def test_the_sign_in_page_follows_the_browser():
    page = Client().get("/login/", headers={"Accept-Language": "de"})
    assert '<html lang="de">' in page.text


def test_error_pages_follow_the_reader_too(clerk, clerk_client):
    UserPreferenceFactory(user=clerk, language="de", theme="light")
    assert '<html lang="de" data-theme="light">' in clerk_client.get("/customers/987654/").text


def test_a_history_is_shown_in_the_readers_time(clerk, clerk_client):
    preference = UserPreferenceFactory(user=clerk, date_format="ISO", time_zone="Asia/Tokyo")
    party = PartyFactory()
    local = party.created_at.astimezone(zoneinfo.ZoneInfo("Asia/Tokyo"))
    page = clerk_client.get(f"/customers/{party.pk}/history/")
    assert columns(page, "date") == [local.strftime("%Y-%m-%d, %H:%M")]
    assert preference.user == clerk


def test_preferences_cost_no_query(clerk, clerk_client):
    """They come with the user, whom every page reads anyway."""
    with CaptureQueriesContext(connection) as without:
        clerk_client.get("/")
    UserPreferenceFactory(user=clerk, theme="dark")
    with CaptureQueriesContext(connection) as stored:
        clerk_client.get("/")
    assert len(without) == len(stored)
    assert [query["sql"].count("reference_userpreference") > 0 for query in stored].count(True) == 1
