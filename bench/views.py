"""What the benches add to the pages: one to compare with, and the number of queries on request."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views import View

from core.access import SIGNED_IN

ASKED, ANSWERED = "X-Count-Queries", "X-Queries"


class SessionAndUser(View):
    """The least that a page for signed-in people does: read the session and the user."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Their name."""
        return HttpResponse(str(request.user), content_type="text/plain")


class QueryCountMiddleware:
    """Says how many queries an answer took, where the request asks for it by a header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the count in a header."""
        if ASKED not in request.headers:
            return self.get_response(request)
        queries = 0

        def count(execute: Any, *given: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*given)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[ANSWERED] = str(queries)
        return response
