"""Our own error pages: plain, without queries, so that they appear when the database is down as well."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core import logs

logger = logging.getLogger("registrar.errors")
RETRY_AFTER_SECONDS = 30


def error_page(request: HttpRequest, status: int, *, retry_after: int | None = None) -> HttpResponse:
    """Answer with the page `errors/<status>.html`, which shows the request id and says what can be done.

    The template gets `status` and `request_id` and no request: no user, no session, no query. Should it fail
    itself, one plain sentence stands in.
    """
    context = {"status": status, "request_id": logs.request_id.get()}
    content: str
    try:
        content = loader.render_to_string(f"errors/{status}.html", context)
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError):
        logger.exception("an error page could not be made", extra={"status": status})
        content = plain_page(status=status, request_id=logs.request_id.get())
    response = HttpResponse(content, status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def plain_page(*, status: int, request_id: str) -> str:
    """Return the page that needs no template."""
    return format_html(
        "<!doctype html><html lang=en><title>{status}</title><h1>{status}</h1><p>{sentence}</p><p>{id}</p></html>",
        status=status,
        sentence=_("Something went wrong. Please go back and try again."),
        id=request_id,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request can not be understood."""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: signed in, but not allowed."""
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: the same page for what does not exist and for what another unit owns (trust rule 9)."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the reason is that the database can not be reached or does not answer in time."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return error_page(request, 503, retry_after=RETRY_AFTER_SECONDS)
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form that was not sent from a page of ours, or whose page is too old."""
    return error_page(request, 403)
