"""The history of records on pages: the tab of a record, and the page of auditors over everything.

    Tab(HistoryTab, "accounts:history", "history/", {"arm": "branch"})

`arm` is the column of ChangeRecord that holds the record's id: root (customer), branch (account), leaf (site).
Lines about rows of operating units that the user may not see are left out (core.journal).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.journal import readable_by
from core.models import ChangeRecord, FurtherRoot
from core.pages.changes import Line, kind_of, lines_of, text_of
from core.pages.channels import CHANNELS
from core.pages.columns import Column, TimeColumn
from core.pages.header import Action
from core.pages.history_filters import RecordHistoryFilter
from core.pages.records import SubtabView
from core.pages.tables import Table

# A customer's address is not changed more often than this; older changes stay in the history of the address.
MOST_SHARED = 1000
PILL_TONES = {"create": "ok", "restore": "ok", "update": "info", "remove": "off", "delete": "bad"}


def changes_of(arm: str, pk: int, user: Any) -> QuerySet[ChangeRecord]:
    """The changes filed under this id that `user` may see, the newest first."""
    filed = Q(**{f"{arm}_id": pk})
    if arm == "root":
        filed |= Q(other_root_id=pk) | Q(pk__in=shared_with([pk]))
    return readable_by(user).filter(filed).select_related("actor").order_by("-id")


def shared_with(root_ids: Any) -> list[int]:
    """The changes to what these customers share with others, the newest MOST_SHARED; one query.

    Asked beforehand: within the question for all lines of a customer it would keep the databases from their indexes.
    """
    rows = FurtherRoot.objects.filter(root_id__in=root_ids).order_by("-change_id")
    return list(rows.values_list("change_id", flat=True)[:MOST_SHARED])


class HistoryTable(Table):
    """Who changed what, when and why."""

    at = TimeColumn(_("When"), orderable=False)
    actor = Column(_("Who"), orderable=False, empty_values=())
    channel = Column(_("Channel"), orderable=False, optional=True)
    action = Column(_("Action"), orderable=False, optional=True)
    object_label = Column(_("What"), orderable=False)
    model = Column(_("Kind of Record"), orderable=False, optional=True)
    changes = Column(_("Changes"), orderable=False, empty_values=())
    reason = Column(_("Reason"), orderable=False)
    version = Column(_("Version"), orderable=False, attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    request_id = Column(_("Request"), orderable=False, optional=True)

    class Meta:
        empty_text = _("Nothing was changed yet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.lines: dict[int, list[Line]] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[ChangeRecord]) -> None:
        """Look up the names of everything that the lines mention."""
        self.lines = lines_of(rows, self.request.user)

    def render_actor(self, record: ChangeRecord) -> str:
        """The person and the door he came through."""
        context = {"actor": record.actor, "channel": channel_of(record)}
        return render_to_string("fragments/history_actor.html", context)

    def value_actor(self, record: ChangeRecord) -> str:
        """The person."""
        return str(record.actor.get_full_name() or record.actor) if record.actor else str(_("The system"))

    def render_channel(self, record: ChangeRecord) -> str:
        """The door."""
        return channel_of(record)

    value_channel = render_channel

    def render_model(self, record: ChangeRecord) -> str:
        """The kind of record."""
        return kind_of(record.model)

    value_model = render_model

    def render_object_label(self, record: ChangeRecord) -> str:
        """The kind of record, its name then, and what was done to it."""
        context = {
            "kind": kind_of(record.model),
            "change": record,
            "tone": PILL_TONES.get(record.action, "info"),
            **self.links(record),
        }
        return render_to_string("fragments/history_what.html", context)

    def links(self, record: ChangeRecord) -> dict[str, str]:
        """`url` and `history_url` of what the line is about; nowhere on the history of one record."""
        return {}

    def value_object_label(self, record: ChangeRecord) -> str:
        """The name that it had then."""
        return record.object_label

    def render_changes(self, record: ChangeRecord) -> str:
        """Field by field, old and new."""
        context = {"lines": self.lines.get(record.pk, []), "erased": record.erased_at}
        return render_to_string("fragments/history_changes.html", context)

    def value_changes(self, record: ChangeRecord) -> str:
        """The same as one text: "Alias: Old → New; Name: …"."""
        return text_of(self.lines.get(record.pk, [])) or (str(_("erased")) if record.erased_at else "")


def channel_of(change: ChangeRecord) -> str:
    """The door that a change came through, in words."""
    return str(CHANNELS.get(change.channel, change.channel))


class HistoryTab(SubtabView):
    """The History tab of any record; used as it is, through Tab(..., options={"arm": ...})."""

    help: Any = _(
        "Every change to the record and to what hangs under it: who made it, by which door, when and "
        "why, with the old and the new value."
    )
    label = _("History")
    permission = "core.view_changerecord"
    table_class = HistoryTable
    filterset_class = RecordHistoryFilter
    arm: str = ""

    def get_actions(self) -> Sequence[Action]:
        """The way to the page that compares two dates."""
        url = self.get_overview().compare_url(self.record)
        return [Action(_("Compare Two Dates"), url, self.permission)] if url else []

    def rows(self) -> QuerySet[ChangeRecord]:
        """The changes filed under the record, up to the day that the page is of."""
        changes = changes_of(self.arm, self.record.pk, self.user)
        return changes.filter(at__lte=self.past.moment) if self.past else changes
