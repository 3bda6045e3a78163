"""The table of saved searches."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.desk import searches
from core.models import SavedSearch
from core.pages.columns import ActionsColumn, Column, FlagColumn, LinkColumn
from core.pages.header import Action
from core.pages.searches.lists import address_of, savable_lists
from core.pages.tables import Table


def actions_of(search: SavedSearch) -> list[Action]:
    """What may be done with a search in the list."""
    begins, may_change = getattr(search, "begins", False), getattr(search, "may_change", False)
    begin = _now("Begin With The Start Page") if begins else _now("Begin Here")
    actions = [Action(begin, reverse("searches:begin", args=[search.pk]))]
    if may_change:
        actions.append(Action(_now("Change"), reverse("searches:change", args=[search.pk])))
        actions.append(Action(_now("Delete"), reverse("searches:delete", args=[search.pk]), kind="danger"))
    return actions


class SearchTable(Table):
    """Saved searches."""

    name = LinkColumn(_("Name"), linkify=address_of, order_by="name_key")
    url_name = Column(_("List"), orderable=False)
    owner = Column(_("Saved by"), order_by=("owner__last_name", "owner__first_name", "owner__username"))
    shared = FlagColumn(_("Shared"), word=_("Shared"))
    begins = FlagColumn(_("Start page"), word=_("Begins here"), orderable=False)
    actions = ActionsColumn(actions_of)

    class Meta:
        empty_text = _("No saved searches yet. Filter a list and press “Save This Search” above it.")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Which one the user begins with, and which he may change."""
        user = self.request.user
        start, manages = searches.start_of(user), user.has_perm(searches.MANAGE)
        for row in rows:
            row.begins = row == start
            row.may_change = manages or row.owner_id == user.pk

    def render_url_name(self, value: str) -> str:
        """The title of the list."""
        return str(savable_lists()[value].title)

    def render_owner(self, record: SavedSearch) -> str:
        """Whose it is."""
        return _now("You") if record.owner == self.request.user else name_of(record.owner)


def name_of(user: Any) -> str:
    """A colleague by name."""
    return user.get_full_name() or user.get_username()
