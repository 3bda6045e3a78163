"""ListPage: one list of records with its filter."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.pages.filters import FilterSet
from core.pages.header import Action, permitted
from core.pages.page import Page, allowed
from core.pages.regions import Region, table_region
from core.pages.searches.lists import save_url
from core.pages.tables import Table

# How a list is arranged: parameters of every table (core.pages.tables).
ARRANGING = frozenset({"sort", "per_page", "columns"})


class ListPage(Page):
    """A list.

        class JobList(ListPage):
            permission = "core.view_jobrun"
            title = _("Background work")
            section = "jobs"
            queryset = JobRun.objects.for_table()
            table_class = JobRunTable
            filterset_class = JobRunFilter      # optional
            def get_actions(self): return [Action(_("Run"), reverse("jobs:run"), "core.add_jobrun", "primary")]

    Rows of other operating units are left out wherever the queryset has `visible_to`. Counts stop at 1,000.
    An htmx request gets the region it names (HX-Target), or all of them. For more than one region override
    `get_regions`; for a search form above the list write a template that extends pages/list.html.
    """

    help: Any = _(
        "Filter the list, sort it by the heading of a column, choose its columns, and export exactly what is "
        "filtered. The address holds all of that, so that the view can be sent to a colleague or saved under a name."
    )
    template_name = "pages/list.html"
    fragment_name = "fragments/regions.html"
    queryset: Any = None
    table_class: type[Table]
    filterset_class: type[FilterSet] | None = None
    # Whether the list with its filters can be saved under a name (core.pages.searches).
    can_be_saved = True

    def get_queryset(self) -> Any:
        """The rows before filters and scope."""
        return self.queryset

    def get_actions(self) -> Sequence[Action]:
        """The actions at the right of the heading; those the user may not do are dropped."""
        return ()

    def get_regions(self) -> list[Region]:
        """The one region of the list."""
        return [table_region(self.request, self.get_queryset(), self.table_class, self.filterset_class)]

    @classmethod
    def knows(cls, name: str) -> bool:
        """True for a parameter of the address that says what is listed and how: filters, sorting, columns."""
        filters = cls.filterset_class.base_filters if cls.filterset_class else {}
        return name in ARRANGING or any(name == one or name.startswith(f"{one}_") for one in filters)

    def listed(self, name: str) -> Region:
        """The region of that name (core.lists)."""
        return region_of(self, name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`regions` and `actions`."""
        context = super().get_context_data(**kwargs)
        regions = self.get_regions()
        for region in regions[:1]:
            region.save_url = save_url(self)
        context["regions"] = asked_for(regions, self.htmx)
        context["actions"] = permitted(self.get_actions(), self.user)
        return context


def asked_for(regions: Sequence[Region], htmx: Any) -> Sequence[Region]:
    """The one region that an htmx request wants to replace, or all of them."""
    if htmx is None or not htmx.target:
        return regions
    named = [region for region in regions if region.name == htmx.target]
    return named or regions


def region_of(page: Any, name: str) -> Region:
    """A region of a page that is asked for by work that goes on where it was left: found and allowed as ever."""
    page.load()
    if not allowed(page.user, page.permission):
        raise PermissionDenied
    for region in page.get_regions():
        if region.name == name:
            found: Region = region
            return found
    raise Http404
