"""Links to the page that is shown, with another value of one parameter."""

from typing import Any


def address_before(request: Any, *parameters: str) -> str:
    """This page's address without these parameters, ready to have one appended."""
    query = request.GET.copy()
    for parameter in parameters:
        query.pop(parameter, None)
    return f"{request.path}?{query.urlencode()}{'&' if query else ''}"
