"""The steward's queue as a table, its filter, and what can be done with a row."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.pages.columns import ActionsColumn, CodeColumn, Column, LinkColumn, TimeColumn
from core.pages.filters import FilterSet
from core.pages.header import Action
from core.pages.tables import Table
from core.pages.values import NOTHING, shown
from core.scope import visible_units
from parties.models import QueueDecision
from parties.queue import checks
from parties.queue.decisions import CHANGE
from reference.models import OperatingUnit

DISMISSED, ALL = "dismissed", "all"
ME, NOBODY = "me", "nobody"


def queue_actions(item: Any) -> list[Action]:
    """What can be decided about an item."""
    key = {"pk": item.pk}
    assign = Action(_("Assign"), reverse("queue:assign", kwargs=key), CHANGE, about=item.label)
    if is_dismissed(item.decision):
        return [assign, Action(_("Take back"), reverse("queue:reopen", kwargs=key), CHANGE, about=item.label)]
    return [assign, Action(_("Dismiss"), reverse("queue:dismiss", kwargs=key), CHANGE, about=item.label)]


def is_dismissed(decision: QueueDecision | None) -> bool:
    """True while an item is set aside."""
    return bool(decision and decision.dismissed_until and decision.dismissed_until > clock.today())


class QueueTable(Table):
    """Items with what was decided about them; feed it `QueueItem.objects.for_table()`."""

    label = LinkColumn(_("About"), linkify=lambda record: record.url, order_by=("label", "pk"))
    party = Column(_("Customer"), linkify=True, order_by=("party__name_key", "pk"))
    check_code = CodeColumn(_("Finding"), orderable=False)
    unit = Column(_("Operating Unit"), order_by=("unit__name_key", "pk"))
    found_at = TimeColumn(_("Since"))
    assigned = Column(_("Assigned To"), orderable=False, empty_values=())
    dismissed = Column(_("Dismissed Until"), orderable=False, empty_values=())
    actions = ActionsColumn(queue_actions)

    class Meta:
        empty_text = _("Nothing is waiting. What the checks find about customers is listed here.")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Give each item what was decided about it: one query for the page."""
        found = QueueDecision.objects.filter(subject__in={item.subject for item in rows})
        decisions = {(each.check_code, each.subject): each for each in found.select_related("assigned_to")}
        for item in rows:
            item.decision = decisions.get((item.check_code, item.subject))

    def render_check_code(self, value: str) -> str:
        """The name of the check."""
        return checks.title_of(value)

    def render_assigned(self, record: Any) -> str:
        """Who looks after it."""
        person = record.decision.assigned_to if record.decision else None
        return str(person) if person else NOTHING

    def render_dismissed(self, record: Any) -> str:
        """Until when it is set aside, and why."""
        if not is_dismissed(record.decision):
            return NOTHING
        return f"{shown(record.decision.dismissed_until)}: {record.decision.dismissal_reason}"

    # In an export the same words stand.
    value_check_code = render_check_code
    value_assigned = render_assigned
    value_dismissed = render_dismissed


def _checks() -> list[tuple[str, Any]]:
    return [(check.code, check.title) for check in checks.all_checks()]


def _units(request: Any) -> QuerySet[OperatingUnit]:
    return OperatingUnit.objects.filter(pk__in=visible_units(request.user))


class QueueFilter(FilterSet):
    """Which check, whose, of which unit; what is dismissed only when asked for."""

    check = django_filters.ChoiceFilter(
        field_name="check_code", label=_("Finding"), choices=_checks, empty_label=_("Anything")
    )
    assigned = django_filters.ChoiceFilter(
        label=_("Assigned to"),
        choices=[(ME, _("Me")), (NOBODY, _("Nobody"))],
        method="filter_assigned",
        empty_label=_("Anybody"),
    )
    unit = django_filters.ModelChoiceFilter(label=_("Operating Unit"), queryset=_units, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of work", "State"),
        choices=[("", _("Open")), (DISMISSED, _("Dismissed")), (ALL, _("All"))],
        method="filter_state",
        empty_label=None,
    )

    def filter_queryset(self, queryset: Any) -> Any:
        """The items that fit; the open ones unless others are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.open(clock.today())

    def filter_assigned(self, queryset: Any, name: str, value: str) -> Any:
        """Mine, or nobody's."""
        return queryset.assigned_to(self.request.user) if value == ME else queryset.unassigned()

    def filter_state(self, queryset: Any, name: str, value: str) -> Any:
        """Those that are set aside, or all."""
        return queryset.dismissed(clock.today()) if value == DISMISSED else queryset
