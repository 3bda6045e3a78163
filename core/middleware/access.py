"""Default deny: every page needs a signed-in user unless its URL name is on a short list (trust rule 8)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

View = Callable[..., HttpResponse]


def is_public(request: HttpRequest) -> bool:
    """Tell whether the request is for one of the pages that anyone may open, by the name of its URL."""
    match = request.resolver_match
    return match is not None and match.view_name in settings.PUBLIC_URL_NAMES


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends everyone who is not signed in to the sign-in page, and back afterwards.

    Names decide, not decorators: a view that declares itself open is still closed here.
    """

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return None to go on, or the redirect to the sign-in page."""
        if is_public(request) or request.user.is_authenticated:
            return None
        return self.handle_no_permission(request, view_func)

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        """Redirect. A fragment's request moves the whole page, or the sign-in form would land inside it."""
        htmx = getattr(request, "htmx", None)
        if not htmx:
            return super().handle_no_permission(request, view_func)
        page = urlsplit(htmx.current_url_abs_path or "/")
        request.path, request.META["QUERY_STRING"] = page.path or "/", page.query
        answer = super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(answer["Location"])
