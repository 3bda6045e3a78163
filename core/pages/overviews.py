"""The tabs of one kind of record, in one list, and what they share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse

from core.pages.header import Header
from core.pages.page import allowed
from core.pages.past import Past


@dataclass(frozen=True)
class Tab:
    """One tab of an overview: the view, the name of its URL, its place below the record's address.

    Further keywords are set on the view: Tab(HistoryTab, "accounts:history", "history/", options={"arm": "branch"}).
    """

    view: Any  # a subclass of core.pages.records.SubtabView
    url_name: str
    path: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> Any:
        """What stands on the tab."""
        return self.options.get("label", self.view.label)

    @property
    def permission(self) -> str:
        """Who sees the tab."""
        return str(self.options.get("permission", self.view.permission))


@dataclass(frozen=True)
class TabLink:
    """A tab as the strip shows it."""

    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class Overview:
    """What the tabs of one kind of record share: where the record is found, its head, the list of tabs.

        # accounts/pages/overview.py
        ACCOUNT = Overview(
            queryset=lambda: Account.objects.for_overview(),
            header=account_header,                          # (record, request) -> Header
            tabs=[
                Tab(SitesTab, "accounts:overview"),
                Tab(HistoryTab, "accounts:history", "history/", {"arm": "branch"}),
            ],
        )
        # accounts/pages/urls.py
        urlpatterns = [*ACCOUNT.urls(), ...]

    The modules that define tabs do not import the overview: `urls` hands it to them.
    """

    queryset: Callable[[], Any]
    header: Callable[[Any, HttpRequest], Header]
    tabs: Sequence[Tab]
    section: str = "customers"
    compare: str = ""  # the name of the URL of its page that compares two dates (core.pages.compare)
    keys: Sequence[str] = ("pk",)  # what its addresses name of the record: ("site_id", "pk")

    def rows(self, named: Mapping[str, Any]) -> Any:
        """Where the record is looked for; what the address names besides its key must be true of it."""
        return self.queryset().filter(**{name: value for name, value in named.items() if name != "pk"})

    def address(self, url_name: str, record: Any) -> str:
        """The address of one of its pages."""
        return reverse(url_name, kwargs={name: getattr(record, name) for name in self.keys})

    def urls(self, prefix: str = "<int:pk>/") -> list[URLPattern]:
        """The addresses of all tabs, below `prefix`, which names the `keys`."""
        return [
            path(
                prefix + tab.path,
                tab.view.as_view(overview=self, url_name=tab.url_name, section=self.section, **tab.options),
                name=tab.url_name.rpartition(":")[2],
            )
            for tab in self.tabs
        ]

    def compare_url(self, record: Any) -> str:
        """Where two dates of the record are compared; nothing where that is not offered."""
        return self.address(self.compare, record) if self.compare else ""

    def strip(self, record: Any, user: Any, current: str, past: Past | None = None) -> list[TabLink]:
        """The tabs that `user` may open, as of the same day; the one whose URL is named `current` is marked."""
        links = []
        for tab in self.tabs:
            if allowed(user, tab.permission):
                url = self.address(tab.url_name, record)
                links.append(TabLink(tab.label, past.address(url) if past else url, tab.url_name == current))
        return links
