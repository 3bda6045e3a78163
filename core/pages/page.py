"""What every page of ours does before it answers: find its record, check the permission, choose page or fragment."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import PUBLIC, SIGNED_IN
from core.pages import exporting, page_help

# What decides between a whole page and a fragment decides what a cache may hand out.
VARY = ("HX-Request", "HX-Target", "HX-History-Restore-Request")


def allowed(user: Any, permission: str) -> bool:
    """True when `user` may do what asks for `permission`: a Django permission, SIGNED_IN or PUBLIC."""
    if permission == PUBLIC:
        return True
    if permission == SIGNED_IN:
        return bool(user.is_authenticated)
    return bool(permission) and bool(user.has_perm(permission))


def visible(queryset: Any, user: Any) -> QuerySet[Any]:
    """The rows of `queryset` that `user` may see; unchanged when the model belongs to no operating unit."""
    rows = queryset.all()
    scoped: QuerySet[Any] = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
    return scoped


def find(queryset: Any, user: Any, pk: int) -> Any:
    """The record with this key, or Http404: another unit's record and a missing one are the same answer."""
    # `first` would sort by the key, which is one row.
    for record in visible(queryset, user).filter(pk=pk).order_by()[:1]:
        return record
    raise Http404


class Page(TemplateView):
    """The ground of the six page bases; pages extend one of those, not this.

    permission     a Django permission ("accounts.view_account"), or SIGNED_IN or PUBLIC of core.access. Required.
    title          the heading and the browser's title; `get_title` where it depends on the record.
    section        the sidebar entry to mark as current ("customers", "jobs").
    template_name  the whole page; fragment_name: what an htmx request gets instead ("" = always the whole page).

    The record is looked up before the permission is asked, so that somebody else's record is a 404 whoever asks.
    """

    permission: str = ""
    title: Any = ""
    section: str = "customers"
    fragment_name: str = ""
    # What the page is for and how it is used, in a few sentences: the first lines of its help (core.pages.page_help).
    help: Any = ""
    # Whether what is typed here is kept until it is saved (core.pages.drafts).
    keeps_drafts: bool = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find, check, answer."""
        self.load()
        if not allowed(request.user, self.permission):
            raise PermissionDenied
        if exporting.is_asked(request):
            return exporting.answer(self)
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            patch_vary_headers(response, VARY)
        return response

    def load(self) -> None:
        """Find what the page is about; Http404 when the user may not see it. The bases for records fill this."""

    def get_regions(self) -> Sequence[Any]:
        """The tables on the page (core.pages.regions.Region), each of which can be exported; none by default."""
        return ()

    @property
    def user(self) -> Any:
        """Who asks."""
        return self.request.user

    @property
    def htmx(self) -> Any:
        """The details of an htmx request that wants a fragment; None for everyone else.

        Going back in the browser's history restores whole pages, so such a request gets one.
        """
        details = getattr(self.request, "htmx", None)
        return details if details and not details.history_restore_request else None

    def get_title(self) -> Any:
        """The heading of this page."""
        return self.title

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """The page, or the help about it where that is asked for."""
        if page_help.is_asked(self.request):
            return self._help(context, **response_kwargs)
        return super().render_to_response(context, **response_kwargs)

    def _help(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        told = {
            "page_title": _("Help: %(page)s") % {"page": self.get_title()},
            "section": self.section,
            "about": page_help.of_page(self, context),
        }
        template = "fragments/help.html" if self.htmx else "pages/help.html"
        return TemplateResponse(self.request, template, told, **response_kwargs)

    def get_template_names(self) -> list[str]:
        """The fragment for htmx, the whole page otherwise."""
        if self.htmx and self.fragment_name:
            return [self.fragment_name]
        return super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`page_title` and `section` for the shell, `fragment` true where there is no shell."""
        context = {
            "page_title": self.get_title(),
            "section": self.section,
            "fragment": bool(self.htmx and self.fragment_name),
        }
        return super().get_context_data(**context, **kwargs)
