"""The start page: a place to begin the day, made of panels that the apps contribute.

    # customers/pages/start.py
    @panel(order=10, permission="parties.view_party", template="customers/panels/find.html")
    def find(request):
        return {}

An app has its panels in `<app>/pages/start.py`, which is found by itself. A panel answers what its template shows, in
a fixed number of queries, or None where there is nothing worth showing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.desk import recent, searches
from core.pages.page import Page, allowed
from core.pages.searches.lists import address_of, links_for, lists_open_to

Context = dict[str, Any] | None
OPENED_LAST = 8


@dataclass(frozen=True)
class Panel:
    """One part of the start page. `wide`: it takes the whole width."""

    name: str
    order: int
    template: str
    context: Callable[[HttpRequest], Context]
    permission: str = SIGNED_IN
    wide: bool = False


@dataclass(frozen=True)
class Shown:
    """A panel with what it has to show."""

    panel: Panel
    content: dict[str, Any]


_panels: dict[str, Panel] = {}


def panel(
    *, order: int, template: str, permission: str = SIGNED_IN, wide: bool = False
) -> Callable[[Callable[[HttpRequest], Context]], Callable[[HttpRequest], Context]]:
    """Register a function of the request that answers what `template` shows as `panel.content`."""

    def register(function: Callable[[HttpRequest], Context]) -> Callable[[HttpRequest], Context]:
        name = f"{function.__module__}.{function.__name__}"
        _panels[name] = Panel(name, order, template, function, permission, wide)
        return function

    return register


@cache
def discover() -> None:
    """Import the panels of all apps. Done when the page is first asked, so that the domain never imports pages."""
    autodiscover_modules("pages.start")


def panels_for(request: HttpRequest) -> list[Shown]:
    """The panels that the user may see and that have something to show, in order."""
    discover()
    in_order = sorted(_panels.values(), key=lambda one: (one.order, one.name))
    found = [(one, one.context(request)) for one in in_order if allowed(request.user, one.permission)]
    return [Shown(one, content) for one, content in found if content is not None]


class StartPage(Page):
    """The panels; at `/` (`begins`) the search that the user begins the day with, where he chose one."""

    help: Any = _(
        "Where the day begins. You can begin with one of your saved searches instead: choose Begin "
        "here among the saved searches."
    )
    permission = SIGNED_IN
    title = _("Start")
    section = "start"
    template_name = "pages/start.html"
    begins = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the way to the list that was chosen instead."""
        search = searches.start_of(request.user) if self.begins else None
        if search is not None and search.url_name in lists_open_to(request.user):
            return HttpResponseRedirect(address_of(search))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`panels`."""
        return super().get_context_data(panels=panels_for(self.request), **kwargs)


@panel(order=30, template="pages/panels/opened_last.html")
def opened_last(request: HttpRequest) -> Context:
    """The records that the user had open last."""
    return {"opened": recent.opened_last(request.user, OPENED_LAST)}


@panel(order=50, template="pages/panels/saved_searches.html")
def saved_searches(request: HttpRequest) -> Context:
    """The saved searches of the sidebar, where a telephone hides it too."""
    links = links_for(request)
    return {"links": links} if links.shown else None
