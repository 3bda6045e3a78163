"""The pages of one record: its head, and what is in its tabs (core.pages.overviews)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.desk.recent import mark_of
from core.pages.filters import FilterSet
from core.pages.header import Action, Header, Part
from core.pages.lists import asked_for, region_of
from core.pages.overviews import Overview
from core.pages.page import Page, allowed, find
from core.pages.past import PERMISSION as LOOK_BACK
from core.pages.past import Asked, Past
from core.pages.past import asked_for as asked_for_past
from core.pages.regions import Region, table_region
from core.pages.tables import Table


class RecordPage(Page):
    """A page about one record that has no tabs.

        class RunPage(RecordPage):
            permission = "core.view_jobrun"
            section = "jobs"
            queryset = JobRun.objects.select_related("job")
            template_name = "jobs/run.html"             # extends pages/record.html, fills {% block body %}
            def get_header(self): return Header(self.record, number=..., status=..., facts=[...], actions=[...])

    `self.record` is the record; in templates `record` and `header`.
    """

    template_name = "pages/record.html"
    queryset: Any = None
    record: Any = None

    def load(self) -> None:
        """Find the record among those the user may see."""
        self.record = find(self.queryset, self.user, self.kwargs["pk"])

    def get_title(self) -> Any:
        """The name of the record."""
        return self.title or str(self.record)

    def get_header(self) -> Header:
        """The head of the page. Actions that the user may not do are dropped afterwards."""
        return Header(self.record)

    def get_regions(self) -> Sequence[Region]:
        """Tables on the page, none by default."""
        return ()

    def listed(self, name: str) -> Region:
        """The region of that name (core.lists)."""
        return region_of(self, name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`record`, `header`, `regions`; `recent_mark`, by which the page notes that it was opened."""
        context = super().get_context_data(**kwargs)
        context["record"] = self.record
        context["recent_mark"] = mark_of(self.record)
        context["header"] = self.get_header().for_user(self.user)
        context["regions"] = asked_for(self.get_regions(), self.htmx)
        return context


class SubtabView(Page):
    """A tab of a record: four attributes and a queryset, or the parts of a record that is shown whole.

        class SitesTab(SubtabView):
            label = _("Sites")
            permission = "customer_sites.view_accountsite"
            table_class = SiteTable
            filterset_class = SiteFilter
            template_name = "fragments/tab.html"        # the default; a fragment, gets `record` and `regions`
            def rows(self): return AccountSite.objects.for_table().filter(account=self.record)

    htmx gets the tab strip with the body, or the one region it names; everyone else the whole page. Rows of other
    operating units are left out wherever the queryset has `visible_to`. For two regions override `get_regions`; a tab
    without `table_class` has none, and shows what `get_parts` answers.
    """

    help: Any = _(
        "One part of the record; the strip above leads to the others. Each list can be filtered, sorted and exported; "
        "More details leads to the record as it was on an earlier day."
    )
    template_name = "fragments/tab.html"
    fragment_name = "fragments/record_body.html"
    label: Any = ""
    table_class: type[Table] | None = None
    filterset_class: type[FilterSet] | None = None
    overview: Overview | None = None
    url_name: str = ""
    record: Any = None
    has_past = True
    asked = Asked()
    was_there = True

    def load(self) -> None:
        """Find the record among those the user may see; as it was, where the address asks for a day in the past."""
        rows = self.get_overview().rows(self.kwargs)
        self.record = find(rows, self.user, self.kwargs["pk"])
        self.asked = asked_for_past(self.request)
        if self.past is not None:
            self.request.past = self.past
            then = self.past.record(rows, self.record.pk)
            self.was_there = then is not None
            self.record = then or self.record

    @property
    def past(self) -> Past | None:
        """The day that the page is of; None for today."""
        return self.asked.past

    def get_overview(self) -> Overview:
        """The overview this tab was put into."""
        if self.overview is None:
            raise TypeError(f"{type(self).__name__} must be reached through Overview.urls().")
        return self.overview

    def get_title(self) -> Any:
        """The record and the tab."""
        return f"{self.record} – {self.label}"

    def rows(self) -> Any:
        """The rows of the tab before filters and scope."""
        raise NotImplementedError

    def get_actions(self) -> Sequence[Action]:
        """Buttons above the table."""
        return ()

    def get_parts(self) -> Sequence[Part]:
        """Facts of the record under headings, above the tables."""
        return ()

    def get_regions(self) -> Sequence[Region]:
        """The one region of the tab, if it has a table."""
        if self.table_class is None:
            return ()
        return [
            table_region(
                self.request,
                self.rows(),
                self.table_class,
                self.filterset_class,
                title=self.label,
                actions=self.get_actions(),
                counted=True,
            )
        ]

    def listed(self, name: str) -> Region:
        """The region of that name (core.lists)."""
        return region_of(self, name)

    def get_template_names(self) -> list[str]:
        """The page of a record around the tab; for htmx the part that changes."""
        if self.htmx:
            return ["fragments/regions.html" if self.names_region() else self.fragment_name]
        return ["pages/record.html"]

    def names_region(self) -> bool:
        """True when htmx wants one region replaced rather than the tab."""
        return bool(self.htmx and self.htmx.target and self.htmx.target != "page-body")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`record`, `header`, `tabs`, `parts`, `regions`, and `tab_template` for the body."""
        overview = self.get_overview()
        context = super().get_context_data(**kwargs)
        context["record"] = self.record
        context["tab_template"] = self.template_name
        if not self.was_there:
            return {**context, **self.nothing_then()}
        context["regions"] = asked_for(self.get_regions(), self.htmx)
        if not self.names_region():
            context["parts"] = self.get_parts()
            context["tabs"] = overview.strip(self.record, self.user, self.url_name, self.past)
        if not self.htmx:
            header = overview.header(self.record, self.request).for_user(self.user)
            context["recent_mark"] = "" if self.past else mark_of(self.record)
            context["header"] = self.past.header(header) if self.past else header
            context["asked"] = self.asked
            context["may_look_back"] = allowed(self.user, LOOK_BACK)
            context["compare_url"] = overview.compare_url(self.record)
        return context

    def nothing_then(self) -> dict[str, Any]:
        """The page of a day before the record was made: its name, and a sentence."""
        return {
            "header": Header(self.record),
            "tab_template": "fragments/regions.html",
            "regions": (),
            "tabs": (),
            "asked": self.asked,
            "made_at": self.record.created_at,
            "may_look_back": True,
        }
