"""The History tab: every change to a record and to what hangs under it, who made it, why.

    Tab(HistoryTab, "accounts:history", "history/", {"arm": "branch"})

`arm` is the column of ChangeRecord that holds the record's id: root (customer), branch (account), leaf (site).
Lines about rows of operating units that the user may not see are left out. Names cost one query per kind of record
that the lines of one page mention, however many lines there are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.journal import readable_by
from core.models import ChangeRecord
from core.pages.labels import title
from core.pages.page import visible
from core.pages.records import SubtabView
from core.pages.tables import Column, Table, TimeColumn
from core.pages.values import NOTHING, shown

CHANNELS = {
    "page": _("Page"),
    "admin": _("Set-up"),
    "fixture": _("Loaded data"),
    "interface": _("Customer Interface"),
    "flow": _("Flow"),
    "api": _("API"),
    "command": _("Command"),
    "job": _("Background work"),
    "system": _("System"),
}
PILL_TONES = {"create": "ok", "restore": "ok", "update": "info", "remove": "off", "delete": "bad"}


def changes_of(arm: str, pk: int, user: Any) -> QuerySet[ChangeRecord]:
    """The changes filed under this id that `user` may see, the newest first."""
    filed = Q(**{f"{arm}_id": pk})
    if arm == "root":
        filed |= Q(other_root_id=pk)
    return readable_by(user).filter(filed).select_related("actor").order_by("-id")


@dataclass(frozen=True)
class Line:
    """One field of one change, in words."""

    label: str
    old: str
    new: str


class HistoryTable(Table):
    """Who changed what, when and why."""

    at = TimeColumn(_("When"), orderable=False)
    actor = Column(_("Who"), orderable=False, empty_values=())
    object_label = Column(_("What"), orderable=False)
    changes = Column(_("Changes"), orderable=False, empty_values=())
    reason = Column(_("Reason"), orderable=False)
    version = Column(_("Version"), orderable=False, attrs={"th": {"class": "num"}, "td": {"class": "num"}})

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
        context = {"actor": record.actor, "channel": CHANNELS.get(record.channel, record.channel)}
        return render_to_string("fragments/history_actor.html", context)

    def render_object_label(self, record: ChangeRecord) -> str:
        """The kind of record, its name then, and what was done to it."""
        context = {
            "kind": kind_of(record.model),
            "change": record,
            "tone": PILL_TONES.get(record.action, "info"),
        }
        return render_to_string("fragments/history_what.html", context)

    def render_changes(self, record: ChangeRecord) -> str:
        """Field by field, old and new."""
        context = {"lines": self.lines.get(record.pk, []), "erased": record.erased_at}
        return render_to_string("fragments/history_changes.html", context)


class HistoryTab(SubtabView):
    """The History tab of any record; used as it is, through Tab(..., options={"arm": ...})."""

    label = _("History")
    permission = "core.view_changerecord"
    table_class = HistoryTable
    arm: str = ""

    def rows(self) -> QuerySet[ChangeRecord]:
        """The changes filed under the record, up to the day that the page is of."""
        changes = changes_of(self.arm, self.record.pk, self.user)
        return changes.filter(at__lte=self.past.moment) if self.past else changes


def kind_of(label: str) -> str:
    """The name of a kind of record; the stored label where the model is no more."""
    model = _model(label)
    return capfirst(str(model._meta.verbose_name)) if model else label


def lines_of(changes: Sequence[ChangeRecord], user: Any) -> dict[int, list[Line]]:
    """The lines of each change by its id, with names instead of ids."""
    names = _names(changes, user)
    return {change.pk: [*_lines(change, names)] for change in changes}


def _lines(change: ChangeRecord, names: dict[Any, dict[Any, str]]) -> list[Line]:
    lines = []
    for name, (old, new) in (change.changes or {}).items():
        field = _field(change.model, name)
        label = title(field.verbose_name) if field is not None else name
        lines.append(Line(label, _word(field, old, names), _word(field, new, names)))
    return lines


def _word(field: Any, value: Any, names: dict[Any, dict[Any, str]]) -> str:
    """A stored value in words."""
    if value is None or value == "" or field is None:
        return shown(value)
    if field in names:
        return names[field].get(int(value), NOTHING)
    try:
        typed = field.to_python(value)
    except ValidationError:
        return shown(value)
    display = getattr(field.model(**{field.attname: typed}), f"get_{field.name}_display", None)
    return str(display()) if display else shown(typed)


def _names(changes: Sequence[ChangeRecord], user: Any) -> dict[Any, dict[Any, str]]:
    """For each field that points elsewhere: the name of every value that the changes mention."""
    mentioned: dict[Any, set[int]] = defaultdict(set)
    for change in changes:
        for name, pair in (change.changes or {}).items():
            field = _field(change.model, name)
            if field is not None and field.is_relation:
                mentioned[field] |= {int(value) for value in pair if value is not None}
    by_model: dict[type[Model], set[int]] = defaultdict(set)
    for field, pks in mentioned.items():
        by_model[field.related_model] |= pks
    found = {
        model: {row.pk: str(row) for row in visible(model._default_manager, user).filter(pk__in=pks)}
        for model, pks in by_model.items()
    }
    return {field: found[field.related_model] for field in mentioned}


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(label: str, name: str) -> Field[Any, Any] | None:
    model = _model(label)
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
