"""What is done to one run: cancelling it, and letting it go on."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.jobs import cancel, programs, resume
from core.models import JobRun
from core.pages import forms
from core.pages.act import RecordActionView
from core.pages.jobs import words

CHANGE = "core.change_jobrun"


def to_change(run: JobRun, user: Any) -> str:
    """The permission that cancelling the run, or letting it go on, asks of `user`: none for his own."""
    return SIGNED_IN if programs.is_own(run.program, run.requested_by, user) else CHANGE


class RunActionForm(forms.ActionForm):
    """Runs have no history in which a reason would be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class CancelRun(RecordActionView):
    """Cancels a run; what it did so far is kept."""

    permission = CHANGE
    section = "jobs"
    queryset = JobRun.objects.all()
    form_class = RunActionForm
    verb = _("Cancel the run")
    question = _("Cancel %(record)s?")
    danger = True
    success_message = _("%(record)s is being cancelled.")

    def load(self) -> None:
        """Find the run; whose own it is may do this without keeping the background work."""
        super().load()
        self.permission = to_change(self.record, self.user)

    def consequences(self) -> Sequence[Any]:
        """What is done stays done."""
        if not self.record.done:
            return [_("The run ends before it has done anything.")]
        if not programs.keeps(self.record.program):
            return [_("The run ends after the part in hand. Nothing of it is kept.")]
        text = _("The run ends after the part in hand. What it has done is kept: %(progress)s.")
        return [text % {"progress": words.progress(self.record) or self.record.done}]

    def perform(self, version: int) -> JobRun:
        """Ask the run to end."""
        return cancel(self.record)


class ResumeRun(RecordActionView):
    """Lets a run go on that failed or was cancelled."""

    permission = CHANGE
    section = "jobs"
    queryset = JobRun.objects.all()
    form_class = RunActionForm
    verb = _("Go on")
    question = _("Let %(record)s go on?")
    success_message = _("%(record)s goes on.")

    def load(self) -> None:
        """Find the run; whose own it is may do this without keeping the background work."""
        super().load()
        self.permission = to_change(self.record, self.user)

    def consequences(self) -> Sequence[Any]:
        """Nothing is done twice."""
        return [_("The run goes on where it stopped. Nothing is done twice.")]

    def perform(self, version: int) -> JobRun:
        """Let it wait for a worker again."""
        return resume(self.record)
