"""A list as somebody sees it at an address: for background work that goes on where a page was left.

Pages are found by their address and never imported: what is asked of them is only `listed(name)`, and of a list of
the set-up `listed(request)`.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _


def open_list(address: str, name: str, user: Any) -> Any:
    """The region `name` of the page at `address` (path and query), with its filters, as `user` sees it now.

    Its rows are `rows_of(region)`. ValidationError when the page is no more, or not for him any more.
    """
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
        if (match.url_name or "").endswith("_changelist"):
            set_up: Any = match.func
            return set_up.model_admin.listed(_request(address, user))
        view_class: Any = getattr(match.func, "view_class", None)
        if not hasattr(view_class, "listed"):
            raise Http404
        view = view_class(**getattr(match.func, "view_initkwargs", {}))
        view.setup(_request(address, user), *match.args, **match.kwargs)
        return view.listed(name)
    except (Http404, PermissionDenied) as error:
        raise ValidationError(_("The list is not there any more, or you may no longer open it.")) from error


def rows_of(region: Any) -> Any:
    """The rows of a region: all that its filters leave, not only those of the page shown."""
    return region.rows if hasattr(region, "rows") else region.table.data.data


def _request(address: str, user: Any) -> HttpRequest:
    """What a browser would ask, as far as lists look at it."""
    parts = urlsplit(address)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", parts.path, parts.path
    request.GET = QueryDict(parts.query)
    request.META["QUERY_STRING"] = parts.query
    request.user = user
    return request
