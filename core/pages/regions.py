"""A region: one table with its filter on a page, refreshed alone by htmx.

Two regions on one page have different `name` and `prefix`; the address then carries the filters, the sorting and the
page of both (`status=I&site-unit=3&site-page=2`), and the columns that the reader chose (core.pages.chooser).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from core.exports.sheet import Sheet
from core.pages.bulk.column import PickColumn, boxes_for
from core.pages.chooser import PARAMETER, names_in
from core.pages.filters import FilterSet
from core.pages.header import Action, permitted
from core.pages.page import visible
from core.pages.paging import SIZES, CappedPaginator, page_size, with_count
from core.pages.past import past_of
from core.pages.sheets import sheet_of
from core.pages.tables import Table, acting_columns

# From so many on, filters and buttons do not fit beside the title.
MANY_FILTERS = 3


@dataclass
class Region:
    """What fragments/region.html shows."""

    name: str
    table: Table
    filterset: FilterSet | None = None
    title: Any = ""
    note: Any = ""
    actions: Sequence[Action] = ()
    kept: Sequence[tuple[str, str]] = ()  # parameters of the address that belong to other regions
    sizes: Sequence[int] = SIZES
    leads: bool = False  # other regions of the page depend on its rows, so they are refreshed with it
    save_url: str = ""  # where the list with these filters is saved under a name
    boxes: PickColumn | None = None  # rows can be marked, to be changed together
    others: Sequence[tuple[str, str]] = ()  # everything in the address but the choice of columns

    @property
    def many_filters(self) -> bool:
        """True when the filters need a line of their own, below the title and the buttons."""
        return self.filterset is not None and len(self.filterset.form.fields) >= MANY_FILTERS

    def sheet(self, name: str, *, most: int | None = None) -> Sheet:
        """All its rows, to be exported; with `most` at most so many and one more."""
        return sheet_of(self.table, name, most=most)


def table_region(
    request: HttpRequest,
    queryset: Any,
    table_class: type[Table],
    filterset_class: type[FilterSet] | None = None,
    *,
    name: str = "rows",
    prefix: str = "",
    title: Any = "",
    note: Any = "",
    actions: Sequence[Action] = (),
    selected: Any = None,
    leads: bool = False,
    columns: Sequence[str] = (),
    most: int | None = None,
    counted: bool = False,
    **table_options: Any,
) -> Region:
    """The region for the rows of `queryset` that the user may see, filtered, sorted and paged by the address.

    `columns` are shown where the address names none; with `most` so many rows stand on the one page there is.
    `counted` asks for the rows and their number in one query, where the number is cheap: among those of one record.
    """
    rows = visible(queryset, request.user) if hasattr(queryset, "all") else queryset
    past = past_of(request)
    if past is not None:
        rows, actions = past.rows(rows), ()
        table_options["exclude"] = (*table_options.get("exclude", ()), *acting_columns(table_class))
    filterset = None
    if filterset_class is not None:
        filterset = filterset_class(
            request.GET, queryset=rows, request=request, prefix=prefix.rstrip("-") or None
        )
        filterset.form.auto_id = f"{name}-%s"
        rows = filterset.qs
    table = table_class(
        rows,
        prefix=prefix,
        selected=selected,
        label=title,
        columns=names_in(request.GET.getlist(f"{prefix}{PARAMETER}")) or columns,
        **table_options,
    )
    table.past = past
    _arrange(table, request, most, counted=counted)
    table.filtered = bool(filterset and filterset.narrowed())
    offered = permitted(actions, request.user)
    table.invites = bool(offered)
    return Region(
        name=name,
        table=table,
        filterset=filterset,
        title=title,
        note=note,
        actions=offered,
        kept=_kept(request, {table.prefixed_page_field} | (filterset.parameters() if filterset else set())),
        leads=leads,
        boxes=boxes_for(table, request.user),
        others=_kept(request, {table.prefixed_columns_field}),
    )


def _arrange(table: Table, request: HttpRequest, most: int | None, *, counted: bool) -> None:
    """Sort and page the table as the address says; what it cannot mean is ignored."""
    # Given to the constructor, the request would make the library count every row.
    table.request = request
    order = request.GET.getlist(table.prefixed_order_by_field)
    if order:
        table.order_by = order
    if counted:
        table.data.data = with_count(table.data.data)
    table.unpaged = most is not None
    size = most or page_size(request.GET.get(table.prefixed_per_page_field))
    # The library's own `paginate` would ask for a page, and so for the count, before the page is known.
    table.paginator = CappedPaginator(table.rows, size)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    table.records = [row.record for row in table.page.object_list]
    table.ready(table.records)


def _kept(request: HttpRequest, own: set[str]) -> list[tuple[str, str]]:
    """What a form must send along: everything in the address but its own values."""
    return [(name, value) for name, values in request.GET.lists() if name not in own for value in values]
