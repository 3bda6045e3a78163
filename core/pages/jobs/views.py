"""Background work: the list, one run, and what can be done about it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import SIGNED_IN
from core.exports.program import file_of
from core.jobs import UnknownProgram, cancel, programs, resume, submit
from core.models import Job, JobRun
from core.pages import forms
from core.pages.act import RecordActionView
from core.pages.create import Button, CreateView
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.jobs import words
from core.pages.jobs.tables import ProblemTable, ProgramTable, RunFilter, RunTable, ScheduleTable
from core.pages.lists import ListPage
from core.pages.page import allowed
from core.pages.records import RecordPage
from core.pages.regions import Region, table_region

PROGRESS = "run-progress"
STOPPED = ("failed", "cancelled")
CHANGE = "core.change_jobrun"


def to_change(run: JobRun, user: Any) -> str:
    """The permission that cancelling the run, or letting it go on, asks of `user`: none for his own."""
    return SIGNED_IN if programs.is_own(run.program, run.requested_by, user) else CHANGE


class RunList(ListPage):
    """What runs, waits and ran."""

    help: Any = _(
        "Work that takes longer than a page should: what waits, runs and ran, and what runs by itself "
        "on a schedule. Open a run to follow or to cancel it."
    )
    permission = programs.SEE
    title = _("Background work")
    section = "jobs"
    queryset = JobRun.objects.for_table()
    table_class = RunTable
    filterset_class = RunFilter

    def get_actions(self) -> Sequence[Action]:
        """Starting a program, for those who may start one."""
        if not any(program.may_start(self.user) for program in programs.all_programs()):
            return ()
        return [Action(_("Start a program"), reverse("jobs:programs"), programs.SEE, "primary")]

    def get_regions(self) -> list[Region]:
        """The runs, and below them what runs by itself."""
        jobs = Job.objects.filter(enabled=True).order_by("next_at", "pk")
        return [
            *super().get_regions(),
            table_region(
                self.request,
                jobs,
                ScheduleTable,
                name="schedules",
                prefix="schedule-",
                title=_("Schedules"),
                note=_("Minute, hour, day of month, month, day of week, in the time zone shown."),
            ),
        ]


class ProgramList(ListPage):
    """The programs that the user may start."""

    permission = programs.SEE
    title = _("Start a program")
    section = "jobs"
    table_class = ProgramTable

    def get_queryset(self) -> list[programs.Program]:
        """They are code, not rows."""
        return [program for program in programs.all_programs() if program.may_start(self.user)]


class StartRun(CreateView):
    """Starts a program with its parameters; 404 for one that nobody starts from here."""

    permission = programs.START
    section = "jobs"
    template_name = "core/jobs/start.html"
    buttons = (Button(pgettext_lazy("to do", "Start"), kind="primary"),)
    cancel_url = reverse_lazy("jobs:programs")
    success_message = _("%(record)s was started.")
    program: programs.Program

    def load(self) -> None:
        """Find the program; it says itself who may start it."""
        try:
            self.program = programs.get(self.kwargs["program"])
        except UnknownProgram as error:
            raise Http404 from error
        if not self.program.from_page:
            raise Http404
        self.permission = self.program.permission

    def get_title(self) -> Any:
        """The program."""
        return self.program.title

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """A form of the program's parameters."""
        form_class: Any = type("ParameterForm", (forms.PageForm,), dict(self.program.parameters))
        return {"form": form_class(data=data, quiet=quiet)}

    def save(self, form: Any) -> JobRun:
        """Submit the run; it starts once this is committed."""
        return submit(self.program, form.cleaned_data, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`program`."""
        return super().get_context_data(program=self.program, **kwargs)


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
