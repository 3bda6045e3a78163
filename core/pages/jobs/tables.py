"""The tables of background work: runs, the problems of one, the programs that can be started."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.jobs import programs
from core.models import JobRun
from core.pages.columns import CodeColumn, Column, LinkColumn, StatusColumn, TimeColumn
from core.pages.filters import FilterSet
from core.pages.jobs import words
from core.pages.marks import pill_mark
from core.pages.page import visible
from core.pages.pills import Pill
from core.pages.tables import Table

KINDS = {"note": Pill(_("Note"), "info"), "problem": Pill(_("Problem"), "bad")}


class PillColumn(StatusColumn):
    """A pill that `tell` makes of the row."""

    def __init__(self, verbose_name: Any, tell: Callable[[Any], Pill], **kwargs: Any) -> None:
        self.tell = tell
        super().__init__(verbose_name, **kwargs)

    def render(self, record: Any, bound_column: Any) -> str:
        """Colour, word and shape."""
        return pill_mark(self.tell(record))

    def value(self, record: Any) -> Any:
        """The word."""
        return self.tell(record).label


class FigureColumn(Column):
    """A figure of a run that is told in words, right-aligned."""

    kind = "num"

    def __init__(self, verbose_name: Any, tell: Callable[[Any], str], **kwargs: Any) -> None:
        self.tell = tell
        super().__init__(verbose_name, orderable=False, empty_values=(), **kwargs)

    def render(self, record: JobRun) -> str:
        """The figure, a dash for none."""
        return self.tell(record) or self.default

    def value(self, record: JobRun) -> str:
        """The figure."""
        return self.tell(record)


class RunTable(Table):
    """Runs, newest first."""

    program = LinkColumn(_("Program"))
    state = PillColumn(pgettext_lazy("of work", "State"), words.state_pill)
    requested_by = Column(_("Requested by"), order_by="requested_by__username", empty_values=())
    requested_at = TimeColumn(_("Requested"))
    progress = FigureColumn(_("Progress"), words.progress)
    duration = FigureColumn(_("Duration"), lambda run: words.span(run.duration))
    outcome = Column(_("Outcome"), orderable=False, empty_values=())
    started_at = TimeColumn(_("Started"), optional=True, orderable=False)
    ended_at = TimeColumn(_("Ended"), optional=True, orderable=False)

    class Meta:
        empty_text = _("Nothing ran yet. What is started, or due by its schedule, is listed here.")

    def render_program(self, record: JobRun) -> str:
        """The program and the number of the run."""
        return str(record)

    def render_requested_by(self, record: JobRun) -> str:
        """A person, the schedule or the system."""
        return words.who(record)

    def render_outcome(self, record: JobRun) -> str:
        """What came out so far."""
        return words.outcome(record) or "–"


class ScheduleTable(Table):
    """What runs by itself, and when it does so next."""

    program = Column(_("Program"))
    schedule = CodeColumn(_("Schedule"), orderable=False)
    time_zone = Column(_("Time zone"))
    next_at = TimeColumn(_("Next run"))

    class Meta:
        empty_text = _("Nothing runs by itself.")

    def render_program(self, value: str) -> str:
        """The title of the program."""
        return programs.title_of(value)


class RunFilter(FilterSet):
    """Runs by state and program; only programs whose runs the user may see are offered."""

    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of work", "State"), choices=JobRun.State.choices, empty_label=_("All")
    )
    program = django_filters.ChoiceFilter(label=_("Program"), empty_label=_("All"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        self.filters["program"].extra["choices"] = [
            (program.code, program.title) for program in programs.all_programs() if program.may_see(user)
        ]


class ProgramTable(Table):
    """Programs that can be started."""

    title = Column(
        _("Program"),
        linkify=lambda record: reverse("jobs:start", kwargs={"program": record.code}),
        orderable=False,
        attrs={"th": {"class": "key"}, "td": {"class": "key"}},
    )
    help = Column(_("What it does"), orderable=False)

    class Meta:
        empty_text = _("There is no program that you may start.")


class ProblemTable(Table):
    """What a run found, with a link to the record where it has a page and the user may see it."""

    kind = PillColumn(_("Kind"), lambda row: KINDS[row["kind"]], orderable=False)
    where = Column(_("Where"), orderable=False, linkify=lambda record, table: table.addresses.get(id(record)))
    text = Column(_("What"), orderable=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.addresses: dict[int, str] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Find the records of the page with one query for each kind of record."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            if "model" in row:
                wanted[row["model"]].add(row["pk"])
        records = {label: self._records(label, pks) for label, pks in wanted.items()}
        for row in rows:
            record: Any = records.get(row.get("model"), {}).get(row.get("pk"))
            if hasattr(record, "get_absolute_url"):
                self.addresses[id(row)] = record.get_absolute_url()

    def _records(self, label: str, pks: set[int]) -> dict[int, Any]:
        """The records that the user may see, by primary key."""
        try:
            model = apps.get_model(label)
        except LookupError:
            return {}
        user = self.request.user
        if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
            return {}
        return visible(model._default_manager, user).in_bulk(pks)
