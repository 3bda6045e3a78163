"""Background work: the list of runs, the programs that can be started, and starting one."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.jobs import UnknownProgram, programs, submit
from core.models import Job, JobRun
from core.pages import forms
from core.pages.create import Button, CreateView
from core.pages.header import Action
from core.pages.jobs.tables import ProgramTable, RunFilter, RunTable, ScheduleTable
from core.pages.lists import ListPage
from core.pages.regions import Region, table_region


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
