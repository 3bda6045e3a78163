"""One id and one log line per request."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core import logs

logger = logging.getLogger("registrar.requests")
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)


class RequestMiddleware:
    """Gives the request an id, sends it back, and logs the request when it is answered.

    An id that arrives in X-Request-ID is kept when it is well formed (8 to 64 letters, digits, dots, dashes
    and underscores), so that a proxy's log and ours can be joined; otherwise a new one is made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its id in the X-Request-ID header."""
        given = request.headers.get("X-Request-ID", "")
        current = given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        id_token = logs.request_id.set(current)
        user_token = logs.user_id.set(None)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = current
            log_answer(request, response.status_code, time.monotonic() - started)
            return response
        finally:
            logs.user_id.reset(user_token)
            logs.request_id.reset(id_token)


def log_answer(request: HttpRequest, status: int, seconds: float) -> None:
    """Log method, route, object id, status and time; never the address as typed, whose query carries data."""
    match = request.resolver_match
    logger.info(
        "request answered",
        extra={
            "method": request.method,
            "route": match.route if match else "",
            "object_id": match.kwargs.get("pk") if match else None,
            "status": status,
            "milliseconds": round(seconds * 1000),
        },
    )
