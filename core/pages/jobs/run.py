"""One run: how far it is, what came out of it, and what can be done about it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.exports.program import file_of
from core.jobs import UnknownProgram, programs
from core.models import JobRun
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.jobs import words
from core.pages.jobs.actions import to_change
from core.pages.jobs.tables import ProblemTable
from core.pages.page import allowed
from core.pages.records import RecordPage
from core.pages.regions import Region, table_region

PROGRESS = "run-progress"
STOPPED = ("failed", "cancelled")


class RunPage(RecordPage):
    """One run: how far it is while it is under way, and what came out of it for as long as it is kept."""

    help: Any = _(
        "One run: how far it is, what came out of it, and what it could not do and why. A run that "
        "was cancelled or failed goes on where it stopped."
    )
    permission = programs.SEE
    section = "jobs"
    queryset = JobRun.objects.select_related("requested_by", "job")
    template_name = "core/jobs/run.html"

    def load(self) -> None:
        """Find the run; whose own it is may look at it without seeing the background work of others."""
        super().load()
        if programs.is_own(self.record.program, self.record.requested_by, self.user):
            self.permission = SIGNED_IN

    def get_header(self) -> Header:
        """Who asked, when, with what; what can be done."""
        run = self.record
        facts = [
            Fact(_("Requested by"), words.who(run)),
            Fact(_("Requested"), run.requested_at),
            *(Fact(label, value) for label, value in words.given_parameters(run)),
        ]
        details = [Fact(_("Started"), run.started_at), Fact(_("Ended"), run.ended_at)]
        return Header(
            str(run),
            status=words.state_pill(run),
            facts=facts,
            details=[*details, Fact(_("Request"), run.request_id)],
            actions=self.get_actions(),
            crumbs=[Crumb(_("Background work"), reverse("jobs:list"))]
            if allowed(self.user, programs.SEE)
            else (),
        )

    def get_actions(self) -> list[Action]:
        """Cancel what is not over; let go on what stopped; start once more."""
        run, key = self.record, {"pk": self.record.pk}
        permission = to_change(run, self.user)
        actions = []
        if run.is_active and not run.cancel_requested:
            actions.append(Action(_("Cancel"), reverse("jobs:cancel", kwargs=key), permission, "danger"))
        if run.state in STOPPED:
            actions.append(Action(_("Go on"), reverse("jobs:resume", kwargs=key), permission))
        if not run.is_active:
            actions += [Action(label, url) for label, url in words.follow_ups(run)]
        if file_of(run, self.user):
            file = reverse("jobs:file", kwargs=key)
            actions.append(Action(_("Download"), file, kind="primary", icon="arrow-down-tray"))
        if not run.is_active and self._may_start():
            again = reverse("jobs:start", kwargs={"program": run.program})
            actions.append(Action(_("Start again"), again))
        return actions

    def _may_start(self) -> bool:
        try:
            return programs.get(self.record.program).may_start(self.user)
        except UnknownProgram:
            return False

    def get_regions(self) -> Sequence[Region]:
        """The problems it found, where there are any."""
        if not self.record.problems:
            return ()
        title = words.problems_title(self.record)
        return [table_region(self.request, self.record.problems, ProblemTable, title=title)]

    def asks_progress(self) -> bool:
        """True when the page only wants to know how far the run is."""
        return bool(self.htmx and self.htmx.target == PROGRESS)

    def get_template_names(self) -> list[str]:
        """The progress, the problems, or the whole page."""
        if self.asks_progress():
            return ["core/jobs/progress.html"]
        return ["fragments/regions.html"] if self.htmx else [self.template_name]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; once the state is another than the one shown, everything on it is asked for again."""
        response = super().get(request, *args, **kwargs)
        if self.asks_progress() and request.GET.get("state") != self.record.state:
            response["HX-Refresh"] = "true"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`counts`, `progress`, `duration`, `time_left`."""
        run = self.record
        return super().get_context_data(
            counts=words.named_counts(run),
            progress=words.progress(run),
            duration=words.span(run.duration),
            time_left=words.span(run.time_left),
            **kwargs,
        )
