"""Mail to users: a text from a template, in the reader's language, sent in the background.

    mail.notify(user, gettext_lazy("Your export is ready"), "export_ready", {"run": run})

renders templates/mail/export_ready.txt for `user` at once and hands subject and text to the task engine when the unit
of work commits: no network stands inside one (trust 2), and what is rolled back is never told. Sending is tried
again a few times. The log says to whom a mail could not be sent, never what was in it.
"""

import datetime
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from core import preferences
from core.models import User

logger = logging.getLogger("registrar.mail")

# How long to wait before each further attempt, where the task engine can wait.
PAUSES = (datetime.timedelta(minutes=1), datetime.timedelta(minutes=10), datetime.timedelta(hours=1))
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def configured() -> bool:
    """Whether this installation sends mail at all."""
    return settings.EMAIL_BACKEND != NOWHERE


def link(path: str) -> str:
    """The whole address of a page, for a mail: of the site as it is set up, never as a request names it."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def notify(user: Any, subject: Any, template: str, context: Mapping[str, Any] | None = None) -> bool:
    """Write to `user` if he wants notices; answers whether a mail will be sent."""
    return preferences.of(user).mail_notices and send(user, subject, template, context)


def send(user: Any, subject: Any, template: str, context: Mapping[str, Any] | None = None) -> bool:
    """Write to `user` once everything is committed; answers whether he can be written to.

    `subject` is a lazy text, so that it too is in his language; `template` a name in templates/mail/.
    """
    if not can_be_written_to(user):
        return False
    title, text = written_for(user, subject, template, context)
    transaction.on_commit(partial(deliver.enqueue, user.pk, title, text))
    return True


def can_be_written_to(user: Any) -> bool:
    """Whether mail is sent at all, and `user` works here and has an address."""
    return configured() and bool(user.is_active and user.email)


def written_for(
    user: Any, subject: Any, template: str, context: Mapping[str, Any] | None = None
) -> tuple[str, str]:
    """Subject and text of a mail to `user`, in his language and with his dates."""
    with preferences.read_by(user):
        values = {**(context or {}), "user": user, "site": link("/")}
        return " ".join(str(subject).split()), render_to_string(f"{template}.txt", values, using="text")


@task()
def deliver(user_id: int, subject: str, text: str, attempt: int = 0) -> None:
    """Send one mail; if that fails, again after a while."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or not can_be_written_to(user):
        return
    try:
        hand_over(user, subject, text)
    except OSError as error:
        try_again(deliver, attempt, error, user_id, subject, text)


def hand_over(user: Any, subject: str, text: str) -> None:
    """Give a mail to the server of the settings; OSError when that does not take it."""
    EmailMessage(subject, text, to=[user.email]).send()


def try_again(sending: Any, attempt: int, error: OSError, *arguments: Any) -> None:
    """Hand a task to the engine once more with the number of the next attempt; give up after the last pause."""
    what = {"object_id": arguments[0], "detail": f"{type(error).__name__}, attempt {attempt + 1}"}
    if attempt >= len(PAUSES):
        logger.error("a mail was given up", extra=what)
        return
    logger.warning("a mail could not be sent yet", extra=what)
    later = sending
    if sending.get_backend().supports_defer:
        later = sending.using(run_after=timezone.now() + PAUSES[attempt])
    later.enqueue(*arguments, attempt=attempt + 1)
