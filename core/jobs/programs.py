"""The programs that can run in the background: what they are called, what they ask, who may start them."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.access import SIGNED_IN

START = "core.add_jobrun"
SEE = "core.view_jobrun"


class UnknownProgram(LookupError):
    """No program has this code, or no longer."""

    def __str__(self) -> str:
        return _("There is no program “%(code)s”.") % {"code": self.args[0]}


@dataclass(frozen=True)
class Step:
    """What one chunk did: saved with it, in one transaction.

    position   where a later worker goes on, as JSON; None leaves it as it is.
    done       how many of `total` the chunk finished; added to the run's.
    total      how many there are to do, once that is known.
    counts     outcomes by code ("updated": 12); added to the run's.
    problems   what people should look at (see `problem`); the run keeps the first PROBLEMS_KEPT.
    """

    position: Any = None
    done: int = 0
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[dict[str, Any]] = ()


# A program is a generator of steps; what it returns at the end is shown as the outcome, in words.
Steps = Generator[Step, None, Any]


@dataclass(frozen=True)
class Run:
    """What a program knows of its run."""

    pk: int
    parameters: dict[str, Any]
    position: Any
    counts: Mapping[str, int]
    actor: Any


def problem(text: Any, *, record: Any = None, where: Any = "", note: bool = False) -> dict[str, Any]:
    """One line of a run's list of problems; a note is worth knowing and nothing is wrong.

    `record` is named and, on the page, linked; `where` says what it is about when that is no single record.
    """
    line: dict[str, Any] = {"kind": "note" if note else "problem", "text": str(text), "where": str(where)}
    if record is not None:
        line |= {"where": where or str(record), "model": record._meta.label_lower, "pk": record.pk}
    return line


@dataclass(frozen=True)
class Program:
    """A registered program.

    parameters   {name: form field}: its label, help text, type and default serve the page and the command alike.
    permission   what starting it from the page asks for; `view_permission`: what seeing its runs does.
    from_page    whether a person may start it from the page at all.
    personal     whether its runs are for the eyes of who asked for them alone, who may also cancel them.
    told_always  whether who asked for a run is told by mail that it is over, however short it was.
    one_at_a_time   whether a second run is refused while one waits or is under way.
    outside_work   whether its chunks write no rows at all but, for example, a file: they then run outside of a unit of
                 work, since no file is written while a transaction is open (trust 2).
    keeps        whether what a run did stays when it is cancelled; half a file is of no use to anybody.
    schedule     when every installation runs it from the start, as cron would say it, in UTC; "" = it does not.
    wanted       asked before a scheduled run: False where there is nothing to do, and no run is made of it.
    follow_up    what to do next when a run is over: answers [(what the link says, address)] for its parameters.
    counts       what its counts are called, by code, in the order in which they are shown.
    """

    code: str
    title: Any
    function: Callable[[Run], Steps]
    help: Any = ""
    parameters: Mapping[str, forms.Field] = field(default_factory=dict)
    permission: str = START
    view_permission: str = SEE
    from_page: bool = True
    personal: bool = False
    told_always: bool = False
    one_at_a_time: bool = True
    outside_work: bool = False
    keeps: bool = True
    schedule: str = ""
    wanted: Callable[[], bool] | None = None
    follow_up: Callable[[Mapping[str, Any]], Sequence[tuple[Any, str]]] | None = None
    counts: Mapping[str, Any] = field(default_factory=dict)

    def clean(self, given: Any) -> dict[str, Any]:
        """The parameters by name as typed values, from text or from what a run stored; ValidationError by parameter."""
        # An administrator types JSON, which may be anything.
        if not isinstance(given, Mapping):
            raise ValidationError(_("Write parameters in braces, as names with values; {} for none."))
        errors: dict[str, Any] = {}
        cleaned = {}
        for name in given.keys() - self.parameters.keys():
            text = _("The program “%(program)s” has no parameter “%(name)s”.")
            errors[name] = text % {"program": self.code, "name": name}
        for name, asked in self.parameters.items():
            try:
                cleaned[name] = asked.clean(given.get(name, asked.initial))
            except ValidationError as error:
                errors[name] = error.messages
        if errors:
            raise ValidationError(
                [f"{name}: {text}" for name, texts in errors.items() for text in _as_list(texts)]
            )
        return cleaned

    def start(self, run: "Run") -> Steps:
        """The generator of its chunks."""
        return self.function(run)

    def is_wanted(self) -> bool:
        """True unless there is nothing for it to do."""
        return self.wanted is None or self.wanted()

    def may_start(self, user: Any) -> bool:
        """True when `user` may start it from the page."""
        return self.from_page and bool(user.has_perm(self.permission))

    def may_see(self, user: Any) -> bool:
        """True when `user` may see its runs and what came out of them."""
        return self.view_permission == SIGNED_IN or bool(user.has_perm(self.view_permission))

    def named(self, counts: Mapping[str, int]) -> list[tuple[Any, int]]:
        """The counts of a run with their names, in the program's order, those without a name last."""
        order = [*self.counts, *sorted(counts.keys() - self.counts.keys())]
        return [(self.counts.get(code, code), counts[code]) for code in order if code in counts]


_registry: dict[str, Program] = {}


def program(code: str, *, title: Any, **options: Any) -> Callable[[Callable[[Run], Steps]], Program]:
    """Register the decorated generator function as the program `code`; further keywords as on Program."""

    def register(function: Callable[[Run], Steps]) -> Program:
        if code in _registry and _registry[code].function.__module__ != function.__module__:
            raise ValueError(f"Two programs are called {code}.")
        return _registry.setdefault(code, Program(code, title, function, **options))

    return register


def get(code: str) -> Program:
    """The program of that code, or UnknownProgram."""
    try:
        return _registry[code]
    except KeyError:
        raise UnknownProgram(code) from None


def all_programs() -> list[Program]:
    """Every program, by title."""
    return sorted(_registry.values(), key=lambda each: str(each.title))


def keeps(code: str) -> bool:
    """Whether what a cancelled run of the program did stays; also of a program that is no more."""
    try:
        return get(code).keeps
    except UnknownProgram:
        return True


def title_of(code: str) -> str:
    """The title of a program; the code where the program is no more."""
    known = _registry.get(code)
    return str(known.title) if known else code


def visible_codes(user: Any, *, personal: bool = False) -> list[str]:
    """The codes of the programs whose runs `user` may see, or of the personal ones, whose he sees of his own."""
    return [each.code for each in all_programs() if each.personal is personal and each.may_see(user)]


def is_own(code: str, requested_by: Any, user: Any) -> bool:
    """True for a run of a personal program that `user` asked for himself: he may end it."""
    known = _registry.get(code)
    return known is not None and known.personal and requested_by == user


def _as_list(texts: Any) -> list[Any]:
    return texts if isinstance(texts, list) else [texts]
