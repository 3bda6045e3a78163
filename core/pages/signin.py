"""Signing in and out. The rules of passwords, sessions and lock-out are in the settings (trust 13)."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import LoginView, LogoutView
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from core.access import PUBLIC, SIGNED_IN
from core.clock import now
from core.models import SignIn


class SignInView(LoginView):
    """The sign-in page; afterwards to where the user wanted to go, or to the start page."""

    permission = PUBLIC
    redirect_authenticated_user = True

    extra_context = {"page_title": _("Sign in")}


class SignOutView(LogoutView):
    """Signs out, by POST only."""

    permission = SIGNED_IN


@receiver(user_logged_in, dispatch_uid="core.note_sign_in")
def note_sign_in(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Keep when somebody signed in, beside the user's record and not in it."""
    SignIn.objects.update_or_create(user=user, defaults={"at": now()})
