"""A change of many records that is looked at before it is made: the preview, and the run that makes it, once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from core import bulk, tokens
from core.jobs import submit
from core.jobs.bulk_edit import last_change
from core.jobs.engine import execute
from core.jobs.programs import Program
from core.pages import saving
from core.pages.page import Page
from core.pages.paging import grouped

# What is changed while the user waits; more goes to the background.
AT_ONCE = 200
REFUSED_NAMED = 25
CHANGED_NAMED = 10
# Of a number in a form or an address: what no database column can hold is no key.
MOST_DIGITS = 18


@dataclass
class Preview:
    """What would become of the records, in numbers, with the names of the first that change or would be refused."""

    changed: int = 0
    same: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    named: list[tuple[Any, str]] = field(default_factory=list)
    first: list[Any] = field(default_factory=list)

    def add(self, outcome: bulk.Outcome) -> None:
        """Count a chunk."""
        self.changed += len(outcome.changed)
        self.same += len(outcome.same)
        self.refused += len(outcome.refused)
        self.reasons.update(reason for _record, reason in outcome.refused)
        self.named += outcome.refused[: REFUSED_NAMED - len(self.named)]
        self.first += outcome.changed[: CHANGED_NAMED - len(self.first)]

    def join(self, other: "Preview") -> None:
        """Put the numbers of another kind of record to these."""
        self.changed += other.changed
        self.same += other.same
        self.refused += other.refused
        self.reasons.update(other.reasons)
        self.named += other.named[: REFUSED_NAMED - len(self.named)]
        self.first += other.first[: CHANGED_NAMED - len(self.first)]

    @property
    def by_reason(self) -> list[tuple[str, int, list[Any]]]:
        """Why how many are refused, the most frequent reason first, and which of those that are named."""
        return [
            (reason, count, [record for record, why in self.named if why == reason])
            for reason, count in self.reasons.most_common(REFUSED_NAMED)
        ]


class PreviewedRun(Page):
    """What the pages that change many records have in common: choose, look at the preview, run.

    A page says in `find` what it is about (`count`, or in `problem` why nothing can be done), makes the `form`, tells
    the change in words (`told`), the `preview`, and with which parameters the `program` runs (`asked`). GET and the
    preview change nothing. Up to AT_ONCE records are changed before the answer, more in the background.
    """

    template_name = "pages/bulk.html"
    program: Program
    problem: str = ""
    count: int = 0
    back: str = ""

    def find(self) -> None:
        """Count the records; say in `problem` why they cannot be changed together."""
        raise NotImplementedError

    def form(self, data: Any = None, quiet: bool = False) -> Any:
        """The form that asks what is to change, and why."""
        raise NotImplementedError

    def told(self, form: Any) -> list[str]:
        """The change in words."""
        raise NotImplementedError

    def preview(self, form: Any) -> Preview:
        """What the change would lead to."""
        raise NotImplementedError

    def asked(self, form: Any, since: int) -> dict[str, Any]:
        """The parameters of the run; `since` is the number of the last change that the preview knew."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The choice of a change."""
        self.find()
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The preview, or the change itself."""
        return saving.patiently(self)

    def attempt(self) -> HttpResponse:
        """Do what the button says."""
        self.find()
        sent = self.request.POST
        step = sent.get("step", "")
        form = self.form(sent, quiet=step == "choose")
        if self.problem or step == "choose" or not form.is_valid():
            return self.show(form)
        if step != "run":
            return self.show_preview(form)
        try:
            return saving.go_to(self.request, self.run_once(form))
        except ValidationError as error:
            saving.put_errors({"form": form}, error)
        except tokens.OtherContent as error:
            saving.put_errors({"form": form}, ValidationError(str(error)))
        return self.show(form)

    def show_again(self) -> HttpResponse:
        """The form as it was sent."""
        self.find()
        return self.show(self.form(self.request.POST, quiet=True))

    def run_once(self, form: Any) -> str:
        """Ask for the run unless this very form asked for it before; its address either way (trust 5)."""
        sent = self.request.POST.copy()
        token = sent.get(saving.ONE_TIME, "")
        sent["about"] = self.request.get_full_path()
        digest = saving.digest_of(sent)
        earlier = tokens.replay(self.user, token, digest)
        if earlier is not None:
            return earlier
        since = sent.get("since", "")
        known = int(since) if since.isdecimal() and len(since) <= MOST_DIGITS else 0
        at_once = self.count <= AT_ONCE
        try:
            with saving.page_work(self.request):
                run = submit(self.program, self.asked(form, known), self.user, start=not at_once)
                tokens.keep(self.user, token, digest, run.get_absolute_url())
        except tokens.SentMeanwhile:
            return tokens.replay(self.user, token, digest) or self.request.path
        if at_once:
            execute(run.pk)
        return str(run.get_absolute_url())

    def show_preview(self, form: Any) -> HttpResponse:
        """The page that says what will happen."""
        since = last_change()
        found = self.preview(form)
        verb = ngettext("Change %(count)s record", "Change %(count)s records", found.changed)
        return self.show(
            form,
            preview=found,
            since=since,
            told=self.told(form),
            sent=[(name, self.request.POST.get(name, "")) for name in form.fields],
            form_token=tokens.new(),
            verb=verb % {"count": grouped(found.changed)},
        )

    def show(self, form: Any, **more: Any) -> HttpResponse:
        """The page with this form."""
        return self.render_to_response(self.get_context_data(form=form, **more))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`form`, `problem`, `problems`, `back`; for the preview what `show_preview` gives."""
        context = super().get_context_data(**kwargs)
        context["problem"], context["back"] = self.problem, self.back
        context["problems"] = saving.problems_of({"form": context["form"]})
        return context
