"""Who is failing to sign in, from where, and what they see when it was too often (django-axes asks us)."""

import ipaddress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.errors import error_page
from core.text import fold

# The widest value of the column that stores it.
NAME_WIDTH = 255


def client_address(request: HttpRequest) -> str:
    """Return the address that failed sign-ins are counted for.

    Each proxy of ours appends the address it saw to X-Forwarded-For, so with n of them the n-th from the right
    is the nearest one that a stranger could not invent. Anything else is the address of the connection.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    candidate = hops[-proxies] if 0 < proxies <= len(hops) else connection
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return connection


def attempted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Return the user name that was tried, folded, so that no other spelling gets a count of its own."""
    given = credentials if credentials is not None else getattr(request, "POST", {})
    return fold(str(given.get("username") or ""))[:NAME_WIDTH]


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer 429: too many failed sign-ins for this name from this address, with the time to wait."""
    return error_page(request, 429, retry_after=int(settings.AXES_COOLOFF_TIME.total_seconds()))
