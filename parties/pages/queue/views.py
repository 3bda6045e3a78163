"""The list of the steward's queue, and the three decisions: assign, dismiss, take back."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.pages import saving
from core.pages.forms import ActionForm
from core.pages.page import find
from core.pages.regions import Region, table_region
from core.pages.values import shown
from core.pages.views import ListPage, RecordActionView
from parties.models import QueueDecision, QueueItem
from parties.pages.queue.table import QueueFilter, QueueTable
from parties.queue import checks, decisions

SEE = "parties.view_queuedecision"


class Queue(ListPage):
    """The items, the oldest first; filtered by one check, the page says what to do about it."""

    help: Any = _(
        "What the checks find about customers, as soon as it is so; what was mended leaves the queue "
        "by itself. Assign an item to who looks after it, or dismiss it until a day with a reason."
    )
    permission = SEE
    title = _("Steward's queue")
    section = "queue"

    def get_regions(self) -> list[Region]:
        """The one list."""
        check = checks.get(self.request.GET.get("check", ""))
        return [
            table_region(
                self.request,
                QueueItem.objects.for_table(),
                QueueTable,
                QueueFilter,
                note=check.remedy if check else "",
            )
        ]


class DecisionForm(ActionForm):
    """A decision knows the version it was made against: 0 where nothing was decided before."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DecisionView(RecordActionView):
    """Decides about one item. `self.item` is the item, `self.record` what was decided about it so far."""

    permission = decisions.CHANGE
    section = "queue"
    form_class: type[ActionForm] = DecisionForm
    item: QueueItem

    def load(self) -> None:
        """Find the item among those that concern the user, and the decision about it."""
        self.item = find(QueueItem.objects.select_related("party", "unit"), self.user, self.kwargs["pk"])
        self.record = decisions.decision_about(self.item)

    def about(self) -> Any:
        """The customer, and what is wanting."""
        title = checks.title_of(self.item.check_code)
        return " · ".join(str(part) for part in (title, self.item.party, self.item.unit) if part)

    def get_success_url(self) -> str:
        """The queue as it was filtered."""
        return saving.safe_next(self.request, reverse("queue:list"))


class AssignForm(DecisionForm):
    """Who looks after it."""

    assigned_to: Any = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, unit_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = decisions.assignable(unit_id)
        self.order_fields(["version", "assigned_to", "reason"])


class AssignItem(DecisionView):
    """Let somebody look after an item, or nobody."""

    verb = _("Assign")
    question = _("Who looks after %(record)s?")

    def get_form(self, **given: Any) -> AssignForm:
        """Offer who may work on it: the person who has it, or the user himself."""
        if "initial" in given:
            given["initial"].setdefault("assigned_to", self.record.assigned_to_id or self.user.pk)
        return AssignForm(unit_id=self.item.unit_id, **given)

    def perform(self, version: int) -> QueueDecision:
        """Assign it."""
        return decisions.assign(self.record, self.form.cleaned_data["assigned_to"], version=version)

    def get_success_message(self, record: QueueDecision) -> str:
        """Who has it now."""
        if record.assigned_to is None:
            return _now("Nobody looks after %(record)s now.") % {"record": record}
        return _now("%(person)s looks after %(record)s now.") % {
            "person": record.assigned_to,
            "record": record,
        }


class DismissForm(DecisionForm):
    """Until when it is set aside; the reason is part of the decision."""

    dismissed_until = forms.DateField(
        label=_("Dismissed until"), help_text=_("On this day it is back in the queue, if it still holds.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=240, help_text=_("Why nothing has to be done before that day.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["version", "dismissed_until", "reason"])


class DismissItem(DecisionView):
    """Set an item aside until a day."""

    form_class = DismissForm
    verb = _("Dismiss")
    question = _("Dismiss %(record)s?")

    def consequences(self) -> list[Any]:
        """What follows."""
        return [_("It leaves the queue and its count, and comes back by itself on the day you enter.")]

    def perform(self, version: int) -> QueueDecision:
        """Set it aside."""
        given = self.form.cleaned_data
        return decisions.dismiss(self.record, given["dismissed_until"], given["reason"], version=version)

    def get_success_message(self, record: QueueDecision) -> str:
        """Until when."""
        text = _now("%(record)s is dismissed until %(day)s.")
        return text % {"record": record, "day": shown(record.dismissed_until)}


class ReopenItem(DecisionView):
    """Take a dismissal back."""

    verb = _("Take back")
    question = _("Take %(record)s back into the queue?")
    success_message = _("%(record)s is in the queue again.")

    def perform(self, version: int) -> QueueDecision:
        """Take it back."""
        return decisions.reopen(self.record, version=version)
