"""Sessions end when idle, when too old and when their user is disabled, without a write per page (rule 13)."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import writes
from core.middleware import sessions
from core.work import work

MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves; it also moves the age that signatures see."""

    class Clock:
        now = time.time()

        def move(self, seconds):
            self.now += seconds

    moved = Clock()
    monkeypatch.setattr(sessions.time, "time", lambda: moved.now)
    return moved


def signed_in(client):
    return client.get("/page/").status_code == 200


def test_a_session_without_activity_ends_after_30_minutes(member_client, clock):
    clock.move(30 * MINUTE + 1)
    response = member_client.get("/page/")
    assert response["Location"] == "/login/?next=/page/"
    assert Session.objects.count() == 0
    assert "nothing happened" in member_client.get("/login/").content.decode()


def test_activity_keeps_a_session_alive(member_client, clock):
    for _ in range(10):
        clock.move(20 * MINUTE)
        assert signed_in(member_client)


def test_a_session_ends_12_hours_after_signing_in_however_busy(member_client, clock):
    for _ in range(35):
        clock.move(20 * MINUTE)
        assert signed_in(member_client)
    clock.move(20 * MINUTE)
    assert not signed_in(member_client)
    assert "too long ago" in member_client.get("/login/").content.decode()


def test_reading_pages_writes_nothing(member_client, clock):
    for _ in range(4):
        clock.move(6 * MINUTE)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in(member_client)
        assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_the_cookie_is_renewed_at_most_every_5_minutes(member_client, clock):
    assert "seen" not in member_client.get("/page/").cookies
    clock.move(5 * MINUTE)
    first = member_client.get("/page/").cookies["seen"]
    assert (first["httponly"], first["samesite"], first["max-age"]) == (True, "Lax", 30 * MINUTE)
    clock.move(4 * MINUTE)
    assert "seen" not in member_client.get("/page/").cookies
    clock.move(1 * MINUTE)
    assert member_client.get("/page/").cookies["seen"].value != first.value


def test_a_cookie_of_another_session_does_not_keep_this_one_alive(member, member_client, clock):
    other = Client()
    clock.move(40 * MINUTE)
    other.force_login(member)
    clock.move(10 * MINUTE)
    assert signed_in(other)
    member_client.cookies["seen"] = other.cookies["seen"].value
    assert not signed_in(member_client)


@pytest.mark.parametrize("forged", ["", "nonsense", "WyJhIiwgOTk5OTk5OTk5OV0:1abc:forged"])
def test_a_forged_cookie_does_not_keep_a_session_alive(member_client, clock, forged):
    clock.move(40 * MINUTE)
    member_client.cookies["seen"] = forged
    assert not signed_in(member_client)


def test_a_session_without_a_beginning_is_ended(member_client):
    session = member_client.session
    del session[sessions.SIGNED_IN_AT]
    session.save()
    assert not signed_in(member_client)


def test_a_disabled_user_is_out_at_the_next_request_and_stays_out(member, member_client):
    assert signed_in(member_client)
    set_active(member, False)
    assert not signed_in(member_client)
    assert Session.objects.count() == 0
    set_active(member, True)
    assert not signed_in(member_client)


def test_a_changed_password_ends_the_other_sessions(member, member_client):
    member.set_password("another long password")
    with work(actor=None, channel="system"):
        writes.save(member, version=member.version)
    assert not signed_in(member_client)


def set_active(user, active):
    user.refresh_from_db()
    user.is_active = active
    with work(actor=None, channel="system"):
        writes.save(user, version=user.version)
