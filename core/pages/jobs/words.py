"""How a run is told: its state, how far it is, how long it takes, what came out."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.jobs import UnknownProgram, programs
from core.models import JobRun
from core.pages.paging import grouped
from core.pages.pills import Pill

State = JobRun.State

PILLS = {
    State.WAITING: Pill(State.WAITING.label, "off"),
    State.RUNNING: Pill(State.RUNNING.label, "info"),
    State.DONE: Pill(State.DONE.label, "ok"),
    State.FAILED: Pill(State.FAILED.label, "bad"),
    State.CANCELLED: Pill(State.CANCELLED.label, "warn"),
}
CANCELLING = Pill(gettext_lazy("Cancelling"), "warn")


def state_pill(run: JobRun) -> Pill:
    """The state of a run, colour, word and shape."""
    if run.state == State.RUNNING and run.cancel_requested:
        return CANCELLING
    return PILLS.get(State(run.state), Pill(run.state))


def who(run: JobRun) -> str:
    """Who asked for a run: a person, the schedule, or a command."""
    if run.requested_by is not None:
        return str(run.requested_by)
    return _("Schedule") if run.job_id else _("System")


def progress(run: JobRun) -> str:
    """How far a run is: "1,200 of 3,000"; "" while nobody knows how much there is to do."""
    if run.total is None:
        return ""
    return _("%(done)s of %(total)s") % {"done": grouped(run.done), "total": grouped(run.total)}


def span(length: datetime.timedelta | None) -> str:
    """A length of time with its two largest units: "2 h 5 min", "40 s"; "" for none."""
    if length is None:
        return ""
    seconds = int(length.total_seconds())
    minutes, hours = seconds // 60, seconds // 3600
    if hours:
        return _("%(hours)s h %(minutes)d min") % {"hours": grouped(hours), "minutes": minutes % 60}
    if minutes:
        return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds % 60}
    return _("%(seconds)d s") % {"seconds": seconds}


def named_counts(run: JobRun) -> list[tuple[Any, int]]:
    """The counts of a run with their names."""
    try:
        return programs.get(run.program).named(run.counts)
    except UnknownProgram:
        return sorted(run.counts.items())


def outcome(run: JobRun) -> str:
    """What came out of a run so far, in one line."""
    counts = " · ".join(f"{name} {grouped(number)}" for name, number in named_counts(run))
    return " ".join(part for part in (run.message, counts) if part)


def follow_ups(run: JobRun) -> list[tuple[Any, str]]:
    """Where to go on once the run is over: what the link says, and its address."""
    try:
        program = programs.get(run.program)
    except UnknownProgram:
        return []
    return list(program.follow_up(run.parameters)) if program.follow_up else []


def given_parameters(run: JobRun) -> list[tuple[Any, str]]:
    """The parameters that were given, with their labels and with choices in words."""
    try:
        asked = programs.get(run.program).parameters
    except UnknownProgram:
        asked = {}
    shown = []
    for name, value in run.parameters.items():
        field = asked.get(name)
        if value in (None, "") or (field is not None and field.widget.is_hidden):
            continue
        words = dict(getattr(field, "choices", ()))
        shown.append((field.label if field else name, str(words.get(value, value))))
    return shown


def problems_title(run: JobRun) -> str:
    """The heading of the list of problems, which says when it is not all of them."""
    found = sum(run.counts.get(name, 0) for name in ("problems", "notes"))
    kept = len(run.problems)
    if found > kept:
        text = _("The first %(kept)s of %(found)s problems and notes")
        return text % {"kept": grouped(kept), "found": grouped(found)}
    text = ngettext("%(kept)s problem or note", "%(kept)s problems and notes", kept)
    return text % {"kept": grouped(kept)}
