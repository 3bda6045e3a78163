"""Running a program in the terminal instead of in the background: the same run, with its progress printed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from core.jobs import programs
from core.jobs.engine import execute
from core.jobs.runs import submit
from core.models import JobRun


def execute_here(code: str, parameters: Mapping[str, Any]) -> JobRun:
    """Run the program to its end in this process; answers the run. CommandError when it cannot start."""
    try:
        run = submit(code, parameters, start=False)
    except programs.UnknownProgram as error:
        known = ", ".join(program.code for program in programs.all_programs())
        raise CommandError(_("%(error)s There are: %(known)s.") % {"error": error, "known": known}) from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    execute(run.pk)
    return JobRun.objects.get(pk=run.pk)


def report(run: JobRun, write: Callable[[str], Any]) -> None:
    """Print the problems, the counts and the outcome of a run."""
    program = programs.get(run.program)
    for line in run.problems:
        write(f"{line['kind']:<8} {line['where']}: {line['text']}")
    for name, number in program.named(run.counts):
        write(f"{name}: {number}")
    write(f"{run.get_state_display()}. {run.message}".rstrip())
