"""Default deny: every page needs a signed-in user unless its URL name is on a short list (trust rule 8)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django_htmx.http import HttpResponseClientRedirect

View = Callable[..., HttpResponseBase]


def is_public(request: HttpRequest) -> bool:
    """Tell whether the request is for one of the pages that anyone may open, by the name of its URL."""
    match = request.resolver_match
    return match is not None and match.view_name in settings.PUBLIC_URL_NAMES


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends everyone who is not signed in to the sign-in page, and back afterwards.

    Names decide, not decorators: a view that declares itself open is still closed here. A request for a fragment
    moves the whole page, or the sign-in form would land inside it. A form that keeps drafts is answered by the
    sign-in page at once, for what was typed would not survive a redirect (settings.SESSION_ENDED_VIEW).
    """

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[Any, Any]
    ) -> HttpResponseBase | None:
        """Return None to go on, or the redirect to the sign-in page."""
        if is_public(request) or request.user.is_authenticated:
            return None
        if request.method == "POST" and getattr(
            getattr(view_func, "view_class", None), "keeps_drafts", False
        ):
            answer: HttpResponseBase | None = import_string(settings.SESSION_ENDED_VIEW)(request)
            if answer is not None:
                return answer
        if htmx := getattr(request, "htmx", None):
            back = redirect_to_login(htmx.current_url_abs_path or "/", settings.LOGIN_URL)
            return HttpResponseClientRedirect(back.url)
        return self.handle_no_permission(request, view_func)
