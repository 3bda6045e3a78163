"""Signing in and out. The rules of passwords, sessions and lock-out are in the settings (trust 13)."""

from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext_lazy as _

from core.access import PUBLIC, SIGNED_IN


class SignInView(LoginView):
    """The sign-in page; afterwards to where the user wanted to go, or to the start page."""

    permission = PUBLIC
    redirect_authenticated_user = True

    extra_context = {"page_title": _("Sign in")}


class SignOutView(LogoutView):
    """Signs out, by POST only."""

    permission = SIGNED_IN
