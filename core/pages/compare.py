"""What differs between two dates: every record under a customer, account or site, field by field.

    path("<int:pk>/compare/", ComparePage.as_view(overview=CUSTOMER, arm="root"), name="compare")

It is told from the journal alone: of each field what stood there before the first change of the period, and what
after the last; a change that was taken back within the period is no difference.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import asof
from core.dates import date_text
from core.models import ChangeRecord
from core.pages.changes import model_named
from core.pages.header import Crumb, Header
from core.pages.history import HistoryTable, changes_of
from core.pages.overviews import Overview
from core.pages.page import allowed, find, visible
from core.pages.past import PERMISSION, day_in
from core.pages.records import RecordPage, SubtabView
from core.pages.regions import Region, table_region

Action = ChangeRecord.Action


@dataclass(frozen=True)
class Period:
    """Two days, the earlier first; `problem` says in words why there are none."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    problem: str = ""


class DifferenceTable(HistoryTable):
    """The records that differ: which, what became of it, and its fields old and new."""

    class Meta:
        exclude = ("at", "actor", "channel", "action", "model", "reason", "version", "request_id")
        empty_text = gettext_lazy("Nothing differs between these two dates.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.addresses: dict[tuple[str, int], str] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[ChangeRecord]) -> None:
        """Find the pages of the records as well, a query for each kind."""
        super().prepare(rows)
        self.addresses = pages_of(rows, self.request.user)

    def links(self, record: ChangeRecord) -> dict[str, str]:
        """`url`, the page of the record, where it has one."""
        address = self.addresses.get((record.model, record.object_id))
        return {"url": address} if address else {}


def pages_of(changes: Iterable[ChangeRecord], user: Any) -> dict[tuple[str, int], str]:
    """The pages of the records that changes are about, by kind and key: of those that there are and `user` may open."""
    keys: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        keys[change.model].add(change.object_id)
    found = {}
    for label, pks in keys.items():
        model: Any = model_named(label)
        if hasattr(model, "get_absolute_url"):
            for record in visible(model._default_manager, user).filter(pk__in=pks):
                found[label, record.pk] = record.get_absolute_url()
    return {key: url for key, url in found.items() if is_open_to(user, url)}


def is_open_to(user: Any, url: str) -> bool:
    """True where a page that shows a record is at `url`, and `user` may open it."""
    view = getattr(resolve(url).func, "view_class", None)
    return view is not None and issubclass(view, SubtabView) and allowed(user, view.permission)


class ComparePage(RecordPage):
    """Two dates of a customer, an account or a site beside each other."""

    help: Any = gettext_lazy(
        "What is different between two days: every record under this one that was created, changed or "
        "removed, field by field."
    )
    permission = PERMISSION
    template_name = "pages/compare.html"
    overview: Overview | None = None
    arm: str = ""

    def load(self) -> None:
        """Find the record among those the user may see."""
        if self.overview is None:
            raise TypeError("ComparePage is reached with an overview.")
        self.record = find(self.overview.queryset(), self.user, self.kwargs["pk"])
        self.period = period_of(self.request)

    def get_title(self) -> str:
        """The record and the two days."""
        if self.period.start is None or self.period.end is None:
            return _("%(record)s – two dates compared") % {"record": self.record}
        days = {"start": date_text(self.period.start), "end": date_text(self.period.end)}
        return _("%(record)s – %(start)s and %(end)s") % {"record": self.record, **days}

    def get_header(self) -> Header:
        """The record, with the way back to its pages."""
        return Header(self.get_title(), crumbs=[Crumb(self.record, self.record.get_absolute_url())])

    def get_regions(self) -> Sequence[Region]:
        """The records that differ; nothing before two days are chosen."""
        if self.period.start is None or self.period.end is None:
            return ()
        changes = changes_of(self.arm, self.record.pk, self.user).filter(
            at__gt=asof.end_of(self.period.start), at__lte=asof.end_of(self.period.end)
        )
        found = differences(changes.order_by("model", "object_id", "version", "id").iterator(chunk_size=2000))
        return [table_region(self.request, found, DifferenceTable, title=_("Differences"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`period`, and the record itself for the links to its two days."""
        return {**super().get_context_data(**kwargs), "period": self.period}


def period_of(request: HttpRequest) -> Period:
    """The two days that the address names; the second one is today where it names one only."""
    first, second = request.GET.get("from", "").strip(), request.GET.get("to", "").strip()
    today = timezone.localdate()
    if not first:
        return Period(end=today)
    days = [day_in(first), day_in(second) if second else today]
    for text, day in zip((first, second), days, strict=True):
        if day is None:
            return Period(problem=_("“%(text)s” is no date.") % {"text": text[:40]})
    start, end = sorted(day for day in days if day)
    return Period(start, min(end, today))


def differences(changes: Iterable[ChangeRecord]) -> list[ChangeRecord]:
    """One line for each record that differs, from its changes of a period in their order."""
    found: list[ChangeRecord] = []
    for _key, group in groupby(changes, key=lambda change: (change.model, change.object_id)):
        line = _folded(list(group))
        if line is not None:
            line.pk = len(found) + 1
            found.append(line)
    # What came, what differs, what went; of each the customer first, then every account with its sites.
    return sorted(found, key=lambda line: (_ORDER[line.action], line.branch_id or 0, line.leaf_id or 0))


_ORDER: dict[str, int] = {
    Action.CREATE: 0,
    Action.UPDATE: 1,
    Action.REMOVE: 1,
    Action.RESTORE: 1,
    Action.DELETE: 2,
}


def _folded(changes: list[ChangeRecord]) -> ChangeRecord | None:
    """The changes of one record as one; None where nothing is left of them."""
    made, gone = changes[0].action == Action.CREATE, changes[-1].action == Action.DELETE
    if made and gone:
        return None
    erased = next((change.erased_at for change in changes if change.erased_at), None)
    values = {} if made or gone else _values(changes)
    if not (made or gone or values or erased):
        return None
    action = Action.CREATE if made else Action.DELETE if gone else _action(values)
    latest = changes[-1]
    return ChangeRecord(
        at=latest.at,
        action=action,
        model=latest.model,
        object_id=latest.object_id,
        object_label=latest.object_label,
        root_id=latest.root_id,
        branch_id=latest.branch_id,
        leaf_id=latest.leaf_id,
        version=latest.version,
        changes=values or None,
        erased_at=erased,
    )


def _values(changes: Sequence[ChangeRecord]) -> dict[str, list[Any]]:
    """Of each field what stood there first and last, where that differs."""
    values: dict[str, list[Any]] = {}
    for change in changes:
        for name, (old, new) in (change.changes or {}).items():
            values.setdefault(name, [old, new])[1] = new
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


def _action(values: dict[str, list[Any]]) -> str:
    """What became of a record that was there on both days."""
    became = values.get("status", ["", ""])[1]
    return {"A": Action.RESTORE, "I": Action.REMOVE}.get(became, Action.UPDATE)
