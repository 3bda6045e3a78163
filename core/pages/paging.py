"""Pages of rows that never cost more than a thousand rows of counting."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LIMIT = 1000
SIZES = (25, 50, 100)


def grouped(number: int) -> str:
    """A number with the thousands separators of the reader's language."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


class Found(Subquery):
    """How many rows a query finds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def with_count(rows: Any) -> Any:
    """The rows, each of which says as `found_rows` how many there are, up to one more than LIMIT: no second query.

    Rows that come from elsewhere, or are a part of others already, stay as they are.
    """
    if not isinstance(rows, QuerySet) or rows.query.is_sliced or rows.query.combinator:
        return rows
    counted = rows.order_by().prefetch_related(None).values("pk")
    return rows.annotate(found_rows=Found(counted[: LIMIT + 1]))


class CappedPaginator(Paginator):
    """Counts up to LIMIT rows and pages through those; beyond that the answer is to narrow the search.

    A list that ends on its first page is not counted: its rows are, once they are there. Nor is one whose rows say how
    many there are (`with_count`).
    """

    def get_page(self, number: Any) -> Page:
        """The page asked for, or the nearest that there is."""
        if number in (None, "", "1", 1):
            ahead = self.object_list[: self.per_page + 1]
            found = len(ahead)
            if found <= self.per_page:
                vars(self)["_counted"] = found
            else:
                self._take_count(getattr(ahead[0], "record", ahead[0]))
            return self._get_page(ahead[: self.per_page], 1, self)
        return super().get_page(number)

    def _take_count(self, record: Any) -> None:
        if hasattr(record, "found_rows"):
            vars(self)["_counted"] = record.found_rows

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        # A table hands over its own wrapper around the queryset.
        rows = getattr(rows, "data", rows)
        rows = getattr(rows, "data", rows)
        if not isinstance(rows, QuerySet):
            return len(rows)
        if not rows.query.is_sliced:
            rows = rows.order_by()[: LIMIT + 1]
        return rows.count()

    @cached_property
    def count(self) -> int:
        """The number of rows that can be reached: at most LIMIT."""
        return min(self._counted, LIMIT)

    @property
    def capped(self) -> bool:
        """True when there are more rows than were counted."""
        return self._counted > LIMIT

    @property
    def count_text(self) -> str:
        """The count in words: "340 records", "1,000+ records"."""
        if self.capped:
            return _("%(count)s+ records") % {"count": grouped(LIMIT)}
        return ngettext("%(count)s record", "%(count)s records", self.count) % {"count": grouped(self.count)}


def page_size(text: str | None) -> int:
    """The page size asked for when it is one that is offered, else the first."""
    return int(text) if text in {str(size) for size in SIZES} else SIZES[0]
