"""Links for forgotten passwords: who gets one, how often, and how long it is good for."""

import datetime
import io
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import mail, passwords
from core.jobs import submit
from core.jobs.engine import execute
from core.models import ChangeRecord, PasswordRequest, User
from core.work import work
from tests.factories import PASSWORD, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

GOOD = "a-much-better-password"
ADDRESS = "Ada@Example.com"


@pytest.fixture
def ada():
    return UserFactory(username="ada", email="ada@example.com")


@pytest.fixture
def asked(django_capture_on_commit_callbacks):
    """Ask for links, and let the worker work; answers whom mails went to."""

    def ask(address=ADDRESS, client="192.0.2.1"):
        outbox.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            passwords.ask(address, client)
        task = DBTaskResult.objects.latest("enqueued_at")
        passwords.send_links.call(*task.args_kwargs["args"])
        return [message.to[0] for message in outbox.outbox]

    return ask


def link_of(message):
    return re.search(r"http://localhost:8000(/password/new/\S+)", message.body).group(1)


def test_every_active_user_with_the_address_gets_a_link_with_his_name(ada, asked):
    UserFactory(username="ada2", email="ADA@example.com")
    UserFactory(username="bob", email="bob@example.com")
    assert asked() == ["ada@example.com", "ADA@example.com"]
    assert ["user name ada." in message.body for message in outbox.outbox] == [True, False]
    assert ["user name ada2." in message.body for message in outbox.outbox] == [False, True]


@pytest.mark.parametrize("values", [{"is_active": False}, {"is_demo": True}, {"email": "other@example.com"}])
def test_others_get_none(values, asked):
    UserFactory(**{"email": ADDRESS, **values})
    assert asked() == []


def test_known_and_unknown_addresses_cost_the_same(ada):
    counts = []
    for address in (ADDRESS, "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            passwords.ask(address, "192.0.2.1")
        counts.append([query["sql"].split()[0] for query in queries])
    assert counts[0] == counts[1]
    assert len(DBTaskResult.objects.all()) == 0


def test_an_address_is_sent_three_links_an_hour_and_nobody_is_told(ada, asked):
    assert [asked() for _number in range(5)] == [["ada@example.com"]] * 3 + [[], []]
    PasswordRequest.objects.update(at=timezone.now() - passwords.WINDOW)
    assert asked() == ["ada@example.com"]


def test_one_client_asks_twenty_times_an_hour(ada, asked):
    for number in range(passwords.MOST_PER_CLIENT):
        asked(f"nobody{number}@example.com", client="192.0.2.9")
    with pytest.raises(passwords.TooManyRequests):
        asked("somebody@example.com", client="192.0.2.9")
    assert asked(client="192.0.2.1") == ["ada@example.com"]


def test_neither_address_nor_client_nor_link_is_stored(ada, asked):
    asked()
    stored = repr(list(PasswordRequest.objects.values())) + repr(
        list(DBTaskResult.objects.values_list("args_kwargs", flat=True))
    )
    token = link_of(outbox.outbox[0]).split("/")[4]
    assert [text in stored.lower() for text in ("ada@", "example.com", "192.0.2.1", token)] == [False] * 4


def test_a_mail_that_cannot_be_sent_is_tried_again_for_its_user_alone(ada, asked, monkeypatch):
    UserFactory(username="ada2", email="ada@example.com")
    given = []

    def hand_over(user, subject, text):
        given.append(user.username)
        if user.username == "ada":
            raise TimeoutError

    monkeypatch.setattr(mail, "hand_over", hand_over)
    asked()
    again = DBTaskResult.objects.latest("enqueued_at")
    assert (given, again.args_kwargs) == (["ada", "ada2"], {"args": [[ada.pk]], "kwargs": {"attempt": 1}})


def test_a_link_works_once_and_for_an_hour(ada, monkeypatch):
    token = passwords.link_path(ada).split("/")[4]
    assert default_token_generator.check_token(ada, token)
    late = default_token_generator._now() + datetime.timedelta(seconds=3601)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: late)
    assert not default_token_generator.check_token(ada, token)


@pytest.mark.parametrize("values", [{"is_active": False}, {"is_demo": True}, {"email": ""}])
def test_an_administrator_offers_links_to_those_who_may_have_one(values):
    user = UserFactory(**{"email": "x@example.com", **values})
    with pytest.raises(ValidationError, match="is inactive, has no mail address or is a demo user"):
        passwords.offer(user)


def test_an_administrator_is_told_when_no_mail_is_sent(ada, settings):
    settings.EMAIL_BACKEND = mail.NOWHERE
    with pytest.raises(ValidationError, match="sends no mail"):
        passwords.offer(ada)


def test_old_requests_are_pruned(asked, administrator):
    asked()
    PasswordRequest.objects.update(at=timezone.now() - datetime.timedelta(days=2))
    asked()
    execute(submit("prune", start=False).pk)
    assert PasswordRequest.objects.count() == 1


@pytest.fixture
def typing(monkeypatch):
    """What somebody types at the prompts of the command."""

    def answers(*texts):
        given = iter(texts)
        monkeypatch.setattr("core.management.commands.changepassword.getpass", lambda _prompt: next(given))

    return answers


@pytest.mark.rule("R-230")
def test_the_command_writes_a_password_like_anything_else(ada, typing):
    browser = signed_in(ada)
    typing("short", "short", GOOD, "another", GOOD, GOOD)
    out, told = io.StringIO(), io.StringIO()
    call_command("changepassword", "ADA", stdout=out, stderr=told)
    stored = User.objects.get(pk=ada.pk)
    assert (stored.check_password(GOOD), stored.version) == (True, 2)
    change = ChangeRecord.objects.get(model="core.user", object_id=ada.pk, action="update")
    assert (change.channel, change.actor, GOOD in repr(change.changes)) == ("command", None, False)
    assert out.getvalue() == "The password of ada was changed.\n"
    assert "too short" in told.getvalue()
    assert "The two are not the same." in told.getvalue()
    assert browser.get("/").status_code == 302


def test_the_command_gives_up_after_three_tries(ada, typing):
    typing(*["x", "y"] * 3)
    with pytest.raises(CommandError, match="was not changed"):
        call_command("changepassword", "ada", stderr=io.StringIO())
    with pytest.raises(CommandError, match="There is no user nobody"):
        call_command("changepassword", "nobody")
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_a_reset_lifts_the_lock_out(ada):
    for name in ("ada", "bob"):
        AccessAttempt.objects.create(username=name, ip_address="192.0.2.1", failures_since_start=5)
    with work(actor=ada, channel="page"):
        passwords.reset(ada, GOOD)
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["bob"]
