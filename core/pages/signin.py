"""Signing in and out. The rules of passwords, sessions and lock-out are in the settings (trust 13).

A form that is sent after its session has ended is answered by the sign-in page, which keeps what was typed in hidden
fields and hands it on: after signing in it is a draft, and the form comes back filled in (trust 26).
"""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core import errors
from core.access import PUBLIC, SIGNED_IN
from core.desk import drafts
from core.pages import saving
from core.pages.drafts import address_of, keep, taking_up

# Before the name of each field that was typed before signing in.
TYPED = "typed:"
SESSION_ENDED = "X-Session-Ended"
LOGIN_FIELDS = frozenset({"username", "password"})


class SignInView(LoginView):
    """The sign-in page; afterwards to where the user wanted to go, or to the start page."""

    permission = PUBLIC
    redirect_authenticated_user = True

    extra_context = {"page_title": _("Sign in")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who signed in elsewhere meanwhile goes on as if it had been here."""
        response = super().dispatch(request, *args, **kwargs)
        wanted = self.get_redirect_url()
        typed = drafts.content_of(typed_before(request))
        if request.user.is_authenticated and wanted and typed and keep(request, wanted, typed):
            return HttpResponseRedirect(taking_up(wanted))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`typed`: the hidden fields that carry what was typed over another try."""
        return super().get_context_data(typed=hidden(typed_before(self.request)), **kwargs)


class SignOutView(LogoutView):
    """Signs out, by POST only."""

    permission = SIGNED_IN


def typed_before(request: HttpRequest) -> Any:
    """What the hidden fields of the sign-in page hold, under the names of the form."""
    data = request.POST.copy()
    data.clear()
    for name, values in request.POST.lists():
        if name.startswith(TYPED):
            data.setlist(name.removeprefix(TYPED), values)
    return data


def hidden(data: Any) -> list[tuple[str, str]]:
    """Hidden fields for what can be kept of `data`; none when that is too much."""
    content = drafts.content_of(data)
    return [(TYPED + name, value) for name, values in content.items() for value in values]


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form whose session has ended: the sign-in page with what was typed (403).

    None where nothing was typed that could be kept. A fragment is only told: its page still holds what was typed.
    """
    if getattr(request, "htmx", None):
        return HttpResponse(status=403, headers={SESSION_ENDED: "yes"})
    typed = hidden(request.POST)
    if not typed:
        return None
    context = {
        "form": SignInView.form_class(request),
        "next": address_of(request),
        "typed": typed,
        **SignInView.extra_context,
    }
    return render(request, "registration/login.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a token that is valid now: 403.

    Signing in changes the token, so a page that was open meanwhile has an old one. When the browser says that the
    form was sent from a page of ours, it is shown once more with what it said, to be sent again. Otherwise it is
    refused, for it may have been made by somebody else.
    """
    match = request.resolver_match
    to_sign_in = match is not None and match.view_name == "login"
    view_class = getattr(match.func, "view_class", None) if match else None
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not ours or not (to_sign_in or getattr(view_class, "keeps_drafts", False)):
        return errors.csrf_failure(request, reason)
    left_out = {"csrfmiddlewaretoken", "button", *LOGIN_FIELDS}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out and drafts.NEVER not in name.lower()
        for value in values
    ]
    if not to_sign_in:
        fields.append((saving.REFRESH, "all"))
    return render(request, "registration/again.html", {"fields": fields}, status=403)
