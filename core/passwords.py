"""Setting passwords: one's own, and a forgotten one by a link that is sent by mail (trust 13).

A link is good for an hour and for one time: it is made from the present password, so it ends with it, and it is made
while it is sent, so it is stored nowhere. Who asks for one gets the same answer in the same time whether or not
somebody has the address. Every session of a user ends when his password changes.
"""

import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from axes.utils import reset as lift_lock_out
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from core import mail, writes
from core.models import PasswordRequest, User
from core.text import fold

WINDOW = datetime.timedelta(hours=1)
# How many links an address is sent within the window, and how often one client may ask for any.
MOST_PER_ADDRESS = 3
MOST_PER_CLIENT = 20
SALT = "core.passwords"


class TooManyRequests(Exception):
    """One client has asked for too many links."""


def change(user: Any, password: str) -> User:
    """Give `user` a new password, which was checked; inside a unit of work."""
    [stored] = writes.lock(User.objects.filter(pk=user.pk))
    stored.set_password(password)
    changed: User = writes.save(stored)
    return changed


def reset(user: Any, password: str) -> User:
    """The same for one who came by a link: he may also sign in again where he had failed too often."""
    changed = change(user, password)
    lift_lock_out(username=fold(changed.username))
    return changed


def may_have_link(users: Any) -> Any:
    """Those of `users` who may set a password by mail: active, no demo users, with an address."""
    return users.filter(is_active=True, is_demo=False).exclude(email="")


def ask(address: str, client: str) -> None:
    """Somebody at `client` forgot the password of whoever has this mail address: send links, or nothing.

    Raises TooManyRequests. Beyond MOST_PER_ADDRESS nothing is sent, and nobody is told.
    """
    asked = PasswordRequest(address=_digest(fold(address)), client=_digest(client), at=timezone.now())
    recent = PasswordRequest.objects.filter(at__gt=asked.at - WINDOW)
    if recent.filter(client=asked.client).count() >= MOST_PER_CLIENT:
        raise TooManyRequests
    often = recent.filter(address=asked.address).count() >= MOST_PER_ADDRESS
    asked.save(force_insert=True)
    # Asked and enqueued either way, so that the answer takes equally long.
    users = may_have_link(User.objects.filter(email__iexact=address)).order_by("pk")
    pks = list(users.values_list("pk", flat=True))
    _enqueue([] if often else pks)


def offer(user: User) -> User:
    """Send `user` a link because an administrator wants it; ValidationError for one who may not have any."""
    if not mail.configured():
        raise ValidationError(_("This installation sends no mail."))
    if not may_have_link(User.objects.filter(pk=user.pk)).exists():
        raise ValidationError(
            _("%(user)s is inactive, has no mail address or is a demo user.") % {"user": user}
        )
    _enqueue([user.pk])
    return user


def _enqueue(pks: Iterable[int]) -> None:
    transaction.on_commit(partial(send_links.enqueue, list(pks)))


@task()
def send_links(user_ids: list[int], attempt: int = 0) -> None:
    """Make a link for each of these users and send it; again later to those to whom it cannot be sent."""
    if not mail.configured():
        return
    for user in may_have_link(User.objects.filter(pk__in=user_ids)).order_by("pk"):
        subject = gettext_lazy("Set a new password for Registrar")
        context = {"link": mail.link(link_path(user))}
        try:
            mail.hand_over(user, *mail.written_for(user, subject, "new_password", context))
        except OSError as error:
            mail.try_again(send_links, attempt, error, [user.pk])


def link_path(user: User) -> str:
    """The path of a link by which `user` may set a new password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("passwords:new", kwargs={"uidb64": uid, "token": token})


def _digest(text: str) -> str:
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()
