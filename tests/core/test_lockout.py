"""Failed sign-ins are counted by name and address together, and a lock-out passes (trust rule 13)."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.test import Client

from core import writes
from core.lockout import attempted_name, client_address
from core.models import User
from core.work import work

PASSWORD = "a long enough password"
HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def member(db):
    user = User(username="member")
    user.set_password(PASSWORD)
    with work(actor=None, channel="system"):
        return writes.save(user)


def sign_in(name, password, *, address=HOME, agent="one"):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    return client.post("/login/", {"username": name, "password": password}).status_code


def fail(times, *, name="member", address=HOME, agent="one"):
    return [sign_in(name, "wrong", address=address, agent=agent) for _ in range(times)]


def test_the_fifth_failure_locks_out_even_with_the_right_password(member):
    assert fail(4) == [200] * 4
    assert fail(1) == [429]
    assert sign_in("member", PASSWORD) == 429


def test_a_stranger_elsewhere_can_not_keep_the_user_out(member):
    fail(6, address=ELSEWHERE)
    assert sign_in("member", PASSWORD, address=ELSEWHERE) == 429
    assert sign_in("member", PASSWORD) == 302


def test_another_user_at_the_same_address_is_not_locked_out(member):
    fail(6, name="somebody")
    assert sign_in("member", PASSWORD) == 302


@pytest.mark.parametrize("name", ["MEMBER", " member", "ｍｅｍｂｅｒ"])
def test_another_spelling_or_browser_has_no_count_of_its_own(member, name):
    fail(3)
    assert fail(2, name=name, agent="two")[-1] == 429


def test_the_lock_passes_after_15_minutes_even_when_failures_go_on(member):
    fail(5)
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=14)
    )
    fail(3)
    assert sign_in("member", PASSWORD) == 429
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=2))
    assert sign_in("member", PASSWORD) == 302


def test_success_forgets_the_failures_before_it(member):
    fail(4)
    assert sign_in("member", PASSWORD) == 302
    assert fail(4) == [200] * 4


def test_the_page_says_how_long_to_wait_and_shows_no_name(member):
    fail(5)
    response = Client(REMOTE_ADDR=HOME).post("/login/", {"username": "member", "password": PASSWORD})
    assert response["Retry-After"] == "900"
    assert "member" not in response.content.decode()
    assert response["X-Request-ID"] in response.content.decode()


def test_what_was_typed_as_a_password_is_not_kept(member):
    fail(1)
    attempt = AccessAttempt.objects.get()
    assert "wrong" not in f"{attempt.post_data}{attempt.get_data}"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", HOME),
        (1, "203.0.113.9", ELSEWHERE),
        (1, "10.0.0.1, 203.0.113.9", ELSEWHERE),
        (2, "203.0.113.9, 10.0.0.1", ELSEWHERE),
        (2, "203.0.113.9", HOME),
        (1, "", HOME),
        (1, "not an address", HOME),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(rf, settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=HOME, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


def test_a_name_of_any_length_fits_where_it_is_counted(rf):
    assert attempted_name(None, {"username": "x" * 10_000}) == "x" * 255
    assert attempted_name(rf.post("/", {"username": "Member"}), None) == "member"
    assert attempted_name(None, {}) == ""


def test_a_disabled_user_can_not_sign_in(member, rf):
    member.is_active = False
    with work(actor=None, channel="system"):
        writes.save(member, version=member.version)
    assert authenticate(rf.post("/login/"), username="member", password=PASSWORD) is None
