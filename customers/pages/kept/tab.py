"""The tab «Notes and Documents» of a record, and its pinned notes, which stand at the top of every tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages.header import Action
from core.pages.page import allowed, find
from core.pages.past import past_of
from core.pages.regions import Region, table_region
from core.pages.views import SubtabView
from customers.pages.kept.kinds import CUSTOMER, Kind
from customers.pages.kept.rows import documents_of, notes_of
from customers.pages.kept.tables import DocumentFilter, DocumentTable, NoteFilter, NoteTable

# How many pinned notes the head of a record shows.
SHOWN = 3


class NotesTab(SubtabView):
    """Notes and documents of a record and of what hangs under it; Tab(NotesTab, ..., kind.tab()) says of which kind."""

    help: Any = _(
        "Notes and documents that are kept with the record, and with what hangs under it. A pinned "
        "note stands at the top of all its pages; a document that expires says so in time."
    )
    label = _("Notes and Documents")
    permission = "parties.view_partynote"
    kind: Kind = CUSTOMER
    # What was written is read as it stands; how it came about is told by the history.
    has_past = False

    def load(self) -> None:
        """Find the record, always as it is now."""
        self.record = find(self.get_overview().queryset(), self.user, self.kwargs["pk"])

    def get_regions(self) -> list[Region]:
        """The notes, and the documents below them."""
        regions = [self._region("note", notes_of, NoteTable, NoteFilter, _("Notes"), _("Add Note"))]
        if allowed(self.user, self.kind.permission("view", self.kind.document)):
            regions.append(
                self._region(
                    "document", documents_of, DocumentTable, DocumentFilter, _("Documents"), _("Add Document")
                )
            )
        return regions

    def _region(self, what: str, rows: Any, table: Any, filters: Any, title: Any, add: Any) -> Region:
        model = getattr(self.kind, what)
        address = reverse(f"{what}s:add-{self.kind.code}", args=[self.record.pk])
        return table_region(
            self.request,
            rows(self.kind, self.record, self.user),
            table,
            filters,
            name=f"{what}s",
            prefix=f"{what}-",
            title=title,
            actions=[Action(add, address, self.kind.permission("add", model), icon="plus")],
            # A site has nothing below it: everything is kept with the site itself.
            exclude=["customer", "place"] if self.kind.code == "site" else ["customer"],
        )


@dataclass(frozen=True)
class Pinned:
    """The pinned notes that the head of a record shows, and where the others are."""

    notes: Sequence[Any]
    more: int
    url: str


def pinned_notes(kind: Kind, record: Any, request: HttpRequest) -> Pinned | None:
    """The newest pinned notes of the record itself; None where there are none, the user sees none, or on a page of
    the past."""
    if past_of(request) is not None or not allowed(request.user, kind.permission("view", kind.note)):
        return None
    notes = kind.note.objects.active().filter(pinned=True, **{kind.field: record})
    found = list(notes.select_related("created_by").order_by("-created_at", "-pk")[: SHOWN + 1])
    if not found:
        return None
    more = notes.count() - SHOWN if len(found) > SHOWN else 0
    return Pinned(found[:SHOWN], more, found[0].get_absolute_url())
