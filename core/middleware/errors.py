"""Turns refusals that a view let through into their own pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from core.errors import error_page
from core.exceptions import StaleRecord


class ErrorPagesMiddleware:
    """Answers 409 for a record that somebody else changed meanwhile, where a page shows no conflict itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for this exception, or None to leave it to Django."""
        if isinstance(exception, StaleRecord):
            return error_page(request, 409)
        return None
