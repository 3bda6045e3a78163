"""Drafts on pages: what was typed is kept while it is typed, through a session that ends, and offered again.

A view that `keeps_drafts` asks `offer_to(request)` when it is opened and shows what it offers; a save forgets it
(`saved`). The pages of drafts themselves stand at the end.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.generic import View

from core.access import SIGNED_IN
from core.desk import drafts
from core.models import Draft
from core.pages import saving
from core.pages.page import allowed

ADDRESS = "draft-path"


@dataclass(frozen=True)
class Offer:
    """What fragments/draft.html shows: the draft, whether the form is filled in with it, where to go for that.

    `form` is the address of the form without it.
    """

    draft: Draft
    taken_up: bool
    form: str
    url: str

    @property
    def data(self) -> QueryDict:
        """What was typed, as the form would have sent it."""
        return drafts.data_of(self.draft)


def offer_to(request: HttpRequest) -> Offer | None:
    """What the user typed at this address and did not save."""
    address = request.get_full_path()
    draft = drafts.find(request.user, address)
    if draft is None:
        return None
    form = without_draft(request)
    return Offer(draft, drafts.TAKE_UP in request.GET, form, taking_up(form))


def without_draft(request: HttpRequest) -> str:
    """The address of the form as it stands, nothing taken up."""
    query = request.GET.copy()
    query.pop(drafts.TAKE_UP, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def taking_up(address: str) -> str:
    """The address of a form with its draft filled in."""
    return f"{address}{'&' if urlsplit(address).query else '?'}{drafts.TAKE_UP}=1"


def saved(request: HttpRequest) -> None:
    """The form at this address was saved."""
    drafts.forget(request.user, request.get_full_path())


def address_of(request: HttpRequest) -> str:
    """Where the form that was sent is opened, with the way back that it carried."""
    address, back = without_draft(request), request.POST.get("next", "")
    if not back or "next" in request.GET:
        return address
    way = QueryDict(mutable=True)
    way["next"] = back
    return f"{address}{'&' if urlsplit(address).query else '?'}{way.urlencode()}"


def keeps_drafts(request: HttpRequest, address: str) -> bool:
    """True when `address` is a form that keeps drafts and that the user may open."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return False
    view_class = getattr(match.func, "view_class", None)
    if not getattr(view_class, "keeps_drafts", False):
        return False
    opened = copy(request)
    opened.method, opened.path, opened.GET, opened.POST = (
        "GET",
        parts.path,
        QueryDict(parts.query),
        QueryDict(),
    )
    view: Any = view_class(**match.func.view_initkwargs)
    view.setup(opened, *match.args, **match.kwargs)
    try:
        view.load()
    except (Http404, PermissionDenied):
        return False
    return allowed(request.user, view.permission)


def keep(request: HttpRequest, address: str, content: drafts.Content) -> bool:
    """Keep what was typed at `address`; False where the user may not open it or there is nothing to keep."""
    return keeps_drafts(request, address) and drafts.keep(request.user, address, content)


class KeepDraft(View):
    """Keeps a form while it is typed into (static/js/drafts.js)."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Whether it is kept: too much of it is not, nor is a form that the user may not open."""
        kept = keep(request, request.POST.get(ADDRESS, ""), drafts.content_of(request.POST))
        return JsonResponse({"kept": kept})


class DiscardDraft(View):
    """Throws away what was typed, and shows the form as it stands."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to where the form was; a script that goes elsewhere names no such place."""
        drafts.forget(request.user, request.POST.get(ADDRESS, ""))
        if "next" in request.POST:
            messages.info(request, _("What you had typed was thrown away."))
        return HttpResponseRedirect(saving.safe_next(request, "/"))
