"""The lists whose searches can be saved, found in the URLconf; a list with its filters as an address, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from core.desk import searches
from core.models import SavedSearch
from core.pages.page import allowed

# What the sidebar shows; the rest is one click away.
MOST_IN_SIDEBAR = 8


def savable_lists() -> dict[str, Any]:
    """The view of every list that can be saved, by the name of its URL."""
    return _savable_lists(settings.ROOT_URLCONF)


@cache
def _savable_lists(urlconf: str) -> dict[str, Any]:
    return dict(_lists_below(get_resolver(urlconf)))


def _lists_below(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _lists_below(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name and not entry.pattern.converters:
            view = getattr(entry.callback, "view_class", None)
            if getattr(view, "can_be_saved", False):
                yield f"{namespace}{entry.name}", view


def lists_open_to(user: Any) -> list[str]:
    """The URL names of the lists that `user` may open."""
    return [name for name, view in savable_lists().items() if allowed(user, view.permission)]


def query_of(view: Any, data: QueryDict) -> str:
    """Those parameters of an address that the list knows and that say something, without the page number."""
    kept = QueryDict(mutable=True)
    for name in sorted(data):
        values = [value for value in data.getlist(name) if value]
        if values and view.knows(name):
            kept.setlist(name, values)
    return kept.urlencode()


def address_of(record: SavedSearch) -> str:
    """Where the list opens with the filters that a search saved."""
    address = reverse(record.url_name)
    return f"{address}?{record.query}" if record.query else address


def save_url(page: Any) -> str:
    """Where the list that a page shows can be saved; "" where there is nothing to save."""
    match = getattr(page.request, "resolver_match", None)
    if match is None or match.view_name not in savable_lists():
        return ""
    query = query_of(page, page.request.GET)
    link = urlencode({"list": match.view_name, "query": query})
    return f"{reverse('searches:create')}?{link}" if query else ""


@dataclass(frozen=True)
class Link:
    """A saved search as the sidebar, the start page and the palette show it."""

    search: SavedSearch
    url: str
    current: bool
    own: bool

    @property
    def list_title(self) -> Any:
        """What is listed."""
        return savable_lists()[self.search.url_name].title


@dataclass(frozen=True)
class Links:
    """Those that fit into the sidebar, own ones first; whether there are more."""

    shown: list[Link]
    more: bool


def links_for(request: HttpRequest) -> Links:
    """The saved searches that the user may open: one query, once in a request."""
    remembered: Links | None = getattr(request, "saved_searches", None)
    if remembered is None:
        lists = lists_open_to(request.user)
        found = list(searches.visible(request.user, lists)[: MOST_IN_SIDEBAR + 1]) if lists else []
        links = [link_to(search, request) for search in found[:MOST_IN_SIDEBAR]]
        remembered = Links(links, len(found) > MOST_IN_SIDEBAR)
        vars(request)["saved_searches"] = remembered
    return remembered


def link_to(search: SavedSearch, request: HttpRequest) -> Link:
    """The search as a link; marked when the page shows just that."""
    view = savable_lists()[search.url_name]
    here = request.path == reverse(search.url_name) and query_of(view, request.GET) == search.query
    return Link(search, address_of(search), here, search.owner_id == request.user.pk)
