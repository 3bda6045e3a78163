"""Mail: in the reader's language, after the commit, in the background, tried again, logged without its content."""

import logging
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from core import mail
from core.models import User
from core.work import work
from tests.factories import UserFactory, UserPreferenceFactory

pytestmark = pytest.mark.django_db
SUBJECT = gettext_lazy("Yes")
NEVER_LOGGED = "confidential-text"


@pytest.fixture
def reader():
    return UserFactory(username="reader", email="reader@example.com")


@pytest.fixture
def sent(django_capture_on_commit_callbacks, monkeypatch):
    """Write within a unit of work; answers what `send` answered and the tasks that the commit left."""

    def write(user, how=mail.send, subject=SUBJECT):
        with django_capture_on_commit_callbacks(execute=True), work(actor=None, channel="system"):
            answer = how(user, subject, "new_password", {"link": f"https://x.example/?a=1&b={NEVER_LOGGED}"})
            assert not DBTaskResult.objects.exists()
        return answer, list(DBTaskResult.objects.order_by("enqueued_at"))

    return write


def run(task):
    """What the worker does with a waiting task."""
    mail.deliver.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])


def test_a_mail_leaves_after_the_commit_through_the_task_engine(reader, sent):
    answer, [task] = sent(reader)
    assert (answer, outbox.outbox) == (True, [])
    run(task)
    [message] = outbox.outbox
    assert (message.to, message.from_email, message.subject) == (
        ["reader@example.com"],
        "registrar@localhost",
        "Yes",
    )
    assert f"https://x.example/?a=1&b={NEVER_LOGGED}" in message.body
    assert "http://localhost:8000/" in message.body


def test_what_is_rolled_back_is_never_told(reader, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        work(actor=None, channel="system"),
    ):
        mail.send(reader, SUBJECT, "new_password", {"link": "x"})
        raise RuntimeError
    assert not DBTaskResult.objects.exists()


def test_it_is_written_in_the_language_of_its_reader(reader, sent):
    UserPreferenceFactory(user=reader, language="de")
    _answer, [task] = sent(User.objects.get(pk=reader.pk))
    assert task.args_kwargs["args"][1] == "Ja"
    assert translation.get_language() == "en"


@pytest.mark.parametrize("values", [{"is_active": False}, {"email": ""}])
def test_who_does_not_work_here_or_has_no_address_is_not_written_to(values, sent):
    assert sent(UserFactory(**{"email": "x@example.com", **values})) == (False, [])


def test_who_was_made_inactive_meanwhile_is_not_written_to(reader, sent):
    _answer, [task] = sent(reader)
    task.args_kwargs["args"][0] = UserFactory(is_active=False, email="x@example.com").pk
    run(task)
    assert outbox.outbox == []


@pytest.mark.parametrize("wanted", [True, False])
def test_notices_go_to_those_who_want_them(reader, sent, wanted):
    UserPreferenceFactory(user=reader, mail_notices=wanted)
    answer, tasks = sent(User.objects.get(pk=reader.pk), how=mail.notify)
    assert (answer, len(tasks)) == (wanted, int(wanted))


def test_without_a_mail_server_nothing_is_sent(reader, sent, settings):
    settings.EMAIL_BACKEND = mail.NOWHERE
    assert sent(reader) == (False, [])


def test_a_subject_is_one_line(reader, sent):
    _answer, [task] = sent(reader, subject="Two\n lines\r\nBcc: x@example.com")
    assert task.args_kwargs["args"][1] == "Two lines Bcc: x@example.com"


def test_a_mail_that_cannot_be_sent_is_tried_again_and_logged_without_its_content(
    reader, sent, monkeypatch, caplog
):
    def refuse(*_given):
        raise SMTPServerDisconnected(NEVER_LOGGED)

    monkeypatch.setattr(mail, "hand_over", refuse)
    caplog.set_level(logging.WARNING, "registrar.mail")
    _answer, [task] = sent(reader)
    attempts = [task]
    while len(attempts) < 6:
        DBTaskResult.objects.all().delete()
        run(attempts[-1])
        if not (found := DBTaskResult.objects.first()):
            break
        attempts.append(found)
    assert [one.args_kwargs["kwargs"].get("attempt", 0) for one in attempts] == [0, 1, 2, 3]
    waits = [round((one.run_after - timezone.now()).total_seconds() / 60) for one in attempts[1:]]
    assert waits == [1, 10, 60]
    lines = [(record.levelname, record.getMessage(), record.detail) for record in caplog.records]
    assert lines == [
        ("WARNING", "a mail could not be sent yet", "SMTPServerDisconnected, attempt 1"),
        ("WARNING", "a mail could not be sent yet", "SMTPServerDisconnected, attempt 2"),
        ("WARNING", "a mail could not be sent yet", "SMTPServerDisconnected, attempt 3"),
        ("ERROR", "a mail was given up", "SMTPServerDisconnected, attempt 4"),
    ]
    assert {record.object_id for record in caplog.records} == {reader.pk}
    assert NEVER_LOGGED not in caplog.text
