"""Ends sessions that are idle, too old or of a disabled user, without writing on every page (trust rule 13)."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from core import logs
from core.middleware.access import is_public

SIGNED_IN_AT = "signed_in_at"
# How the two halves of the middleware speak to each other about one request.
SEEN_IS_DUE = "registrar.seen_is_due"
SALT = "core.middleware.sessions.seen"


@receiver(user_logged_in, dispatch_uid="core.middleware.sessions.stamp_sign_in")
def stamp_sign_in(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Note in the new session when it began; the session is written at sign-in anyway."""
    request.session[SIGNED_IN_AT] = int(time.time())


class SessionLimitsMiddleware:
    """Signs a user out after 30 idle minutes, 12 hours after signing in, or once disabled.

    When the user was last seen stands in a signed cookie that belongs to this session and is renewed at most
    every 5 minutes, so a session may live up to 5 minutes less than promised, never longer. No cookie counts
    as last seen at sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and renew the cookie when it is due."""
        response = self.get_response(request)
        if SEEN_IS_DUE in request.META and SESSION_KEY in request.session:
            set_seen_cookie(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> None:
        """Sign out before the view runs when the session has ended; public pages never ask the database."""
        if is_public(request) or SESSION_KEY not in request.session:
            return
        if not request.user.is_authenticated:
            request.session.flush()
            return
        now = int(time.time())
        began = request.session.get(SIGNED_IN_AT, 0)
        seen = max(began, seen_at(request))
        if now - began >= settings.SESSION_ABSOLUTE.total_seconds():
            end_session(
                request, _("You were signed out because you signed in too long ago. Please sign in again.")
            )
        elif now - seen >= settings.SESSION_IDLE.total_seconds():
            end_session(
                request, _("You were signed out because nothing happened for a while. Please sign in again.")
            )
        else:
            logs.user_id.set(request.user.pk)
            if now - seen >= settings.SESSION_SEEN_REFRESH.total_seconds():
                request.META[SEEN_IS_DUE] = "yes"


def end_session(request: HttpRequest, reason: str) -> None:
    """Sign the user out and say why on the sign-in page."""
    logout(request)
    messages.info(request, reason)


def session_mark(request: HttpRequest) -> str:
    """Return what ties a cookie to this session without showing the session's key."""
    return salted_hmac(SALT, request.session.session_key or "").hexdigest()


def seen_at(request: HttpRequest) -> int:
    """Return when this session was last seen, in seconds; 0 without a cookie of ours for this session."""
    try:
        mark, at = signing.loads(request.COOKIES.get(settings.SESSION_SEEN_COOKIE_NAME, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return 0
    return at if mark == session_mark(request) else 0


def set_seen_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put the cookie that says "seen now" on the answer."""
    response.set_cookie(
        settings.SESSION_SEEN_COOKIE_NAME,
        signing.dumps([session_mark(request), int(time.time())], salt=SALT),
        max_age=int(settings.SESSION_IDLE.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
