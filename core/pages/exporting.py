"""The answer to "export this table": any page's own address with `export=csv` (or xlsx) and `region=<its name>`.

What is exported is what the address shows: the same page, permission, operating units, filters, order and columns.
Up to `settings.EXPORT_AT_ONCE` rows the file is the answer; above that the page asks whether to make it in the
background (core.exports.program).
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.exports import FORMATS, Format, log
from core.exports.answer import file_answer
from core.exports.program import KEPT

EXPORT, REGION = "export", "region"


def is_asked(request: HttpRequest) -> bool:
    """True when the request is for a file rather than for the page."""
    return request.method == "GET" and EXPORT in request.GET


def answer(page: Any) -> HttpResponseBase:
    """The file, or the question whether it shall be made in the background; 404 for an unknown table or format."""
    request = page.request
    kind = FORMATS.get(request.GET[EXPORT])
    region = _named(page.get_regions(), request.GET.get(REGION))
    if kind is None or region is None:
        raise Http404
    name = str(region.title or page.get_title())
    sheet = region.sheet(name, most=settings.EXPORT_AT_ONCE)
    if sheet.total > settings.EXPORT_AT_ONCE:
        return _question(page, region, kind, name)
    log(request.resolver_match, region.name, kind, sheet.total)
    return file_answer(sheet, kind)


def _named(regions: Sequence[Any], name: str | None) -> Any:
    """The region of that name; the first where none is named."""
    return next((region for region in regions if name in (None, region.name)), None)


def _question(page: Any, region: Any, kind: Format, name: str) -> HttpResponseBase:
    """Nothing is started by looking: the page asks, and a POST starts it."""
    query = page.request.GET.copy()
    for parameter in (EXPORT, REGION):
        query.pop(parameter, None)
    address = f"{page.request.path}?{query.urlencode()}" if query else page.request.path
    context = {
        "page_title": _("Export %(list)s") % {"list": name},
        "section": page.section,
        "address": address,
        "region": region.name,
        "kind": kind,
        "list": name,
        "most": settings.EXPORT_AT_ONCE,
        "days": KEPT.days,
    }
    return TemplateResponse(page.request, "pages/export.html", context)
