"""The boxes in front of the rows of a list, by which they are picked for a change of many."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages.columns import Column
from core.pages.page import allowed
from core.pages.tables import Table

PICK = "pick"
BOX = '<input type="checkbox" name="{}" value="{}" form="{}" autocomplete="off" data-select aria-label="{}">'


class PickColumn(Column):
    """A box for each row; the bar below the table (`fragments/bulk_bar.html`) leads to the page `url_name`.

    Only who has `permission` sees the column. The key `x` marks the row that has the focus.
    """

    kind = "pick-cell"
    tells = False
    acts = True

    def __init__(self, url_name: str, permission: str, **kwargs: Any) -> None:
        self.url_name, self.permission = url_name, permission
        self.told = ""
        kwargs.setdefault("verbose_name", _("Marked"))
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def render(self, record: Any, table: Any) -> str:
        """The box; it belongs to the form in the bar, wherever it stands."""
        self.told = self.told or gettext("Mark %(record)s")
        return format_html(BOX, PICK, record.pk, form_of(table), self.told % {"record": record})


def form_of(table: Table) -> str:
    """The id of the form that sends what is marked in a table."""
    return f"{table.prefix}bulk"


def boxes_for(table: Table, user: Any) -> PickColumn | None:
    """The boxes that a table shows to `user`; they are hidden, and None, where he may not use them.

    Nor does anybody change what was: a list as of a day in the past has none.
    """
    for bound in table.columns.iterall():
        if isinstance(bound.column, PickColumn):
            if table.past is None and allowed(user, bound.column.permission):
                found: PickColumn = bound.column
                return found
            table.columns.hide(bound.name)
    return None
