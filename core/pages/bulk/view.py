"""BulkChange: the page that changes many records: choose, look at the preview, run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import bulk, logs, tokens
from core.jobs import bulk_edit, submit
from core.jobs.bulk_edit import MOST, Change, Selection, last_change, parameters
from core.jobs.engine import execute
from core.pages import saving
from core.pages.bulk.column import PICK
from core.pages.bulk.form import ChangeForm, change_form
from core.pages.page import Page
from core.pages.paging import grouped
from core.work import work

# What is changed while the user waits; more goes to the background.
AT_ONCE = 200
REFUSED_NAMED = 25
# Of a key in the address: what no database column can hold is no key.
MOST_DIGITS = 18


@dataclass
class Preview:
    """What would become of the records, in numbers, and which would be refused."""

    changed: int = 0
    same: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    named: list[tuple[Any, str]] = field(default_factory=list)

    def add(self, outcome: bulk.Outcome) -> None:
        """Count a chunk."""
        self.changed += len(outcome.changed)
        self.same += len(outcome.same)
        self.refused += len(outcome.refused)
        self.reasons.update(reason for _record, reason in outcome.refused)
        self.named += outcome.refused[: REFUSED_NAMED - len(self.named)]

    @property
    def by_reason(self) -> list[tuple[str, int]]:
        """Why how many are refused, the most frequent reason first."""
        return self.reasons.most_common(REFUSED_NAMED)


class BulkChange(Page):
    """Changes many records of one kind, which a list sent here: by key, or all that it shows (core.pages.bulk).

    GET and the preview change nothing. A record that the user may not see is as if it had not been sent. The change
    is a run of the program `bulk-edit`; up to AT_ONCE records are done before the answer.
    """

    template_name = "pages/bulk.html"
    model: Any = None
    fields: Sequence[str] = ()
    problem: str = ""
    count: int = 0

    def load(self) -> None:
        """Count what was chosen, as far as the user may see it."""
        given = self.request.GET
        back = given.get("from", "")
        self.back = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""
        label = self.model._meta.label_lower
        if given.get("all") and self.back:
            self.selection = Selection(label, address=self.back, region=given.get("region", ""))
        else:
            keys = [int(key) for key in given.getlist(PICK) if key.isdecimal() and len(key) <= MOST_DIGITS]
            self.selection = Selection(label, sorted(set(keys)))

    def find(self) -> None:
        """Count the records; say in `problem` why they cannot be changed together."""
        try:
            self.count = len(self.selection.keys(self.user, most=MOST + 1))
        except ValidationError as error:
            self.problem = " ".join(error.messages)
            return
        if not self.count:
            self.problem = _("Nothing is marked. Mark rows of the list, then change them.")
        elif self.count > MOST:
            text = _("More than %(most)s records are in the list. Narrow it and change them in parts.")
            self.problem = text % {"most": grouped(MOST)}

    @property
    def kind(self) -> str:
        """What is changed, in the plural."""
        return str(self.model._meta.verbose_name_plural)

    def get_title(self) -> Any:
        """What is changed."""
        return _("Change %(kind)s") % {"kind": self.kind}

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
        form = self.form(self.request.POST)
        step = self.request.POST.get("step", "")
        if self.problem or not form.is_valid() or step == "choose":
            return self.show(form if step != "choose" else self.form(self.request.POST, quiet=True))
        if step != "run":
            return self.show_preview(form)
        try:
            return saving.go_to(self.request, self.run_once(form))
        except tokens.OtherContent as error:
            saving.put_errors({"form": form}, ValidationError(str(error)))
        return self.show(form)

    def show_again(self) -> HttpResponse:
        """The form as it was sent."""
        self.find()
        return self.show(self.form(self.request.POST, quiet=True))

    def form(self, data: Any = None, quiet: bool = False) -> ChangeForm:
        """The form of these records."""
        return change_form(self.model, self.fields)(data=data, quiet=quiet)

    def run_once(self, form: ChangeForm) -> str:
        """Ask for the run unless this very form asked for it before; its address either way (trust 5)."""
        sent = self.request.POST.copy()
        token = sent.get(saving.ONE_TIME, "")
        sent["selection"] = self.request.get_full_path()
        digest = saving.digest_of(sent)
        earlier = tokens.replay(self.user, token, digest)
        if earlier is not None:
            return earlier
        at_once = self.count <= AT_ONCE
        try:
            with saving.page_work(self.request):
                run = submit(bulk_edit.bulk_edit, self.asked(form), self.user, start=not at_once)
                tokens.keep(self.user, token, digest, run.get_absolute_url())
        except tokens.SentMeanwhile:
            return tokens.replay(self.user, token, digest) or self.request.path
        if at_once:
            execute(run.pk)
        return str(run.get_absolute_url())

    def asked(self, form: ChangeForm) -> dict[str, Any]:
        """The parameters of the run."""
        since = self.request.POST.get("since", "")
        known = int(since) if since.isdecimal() and len(since) <= MOST_DIGITS else 0
        return parameters(
            self.selection,
            form.change(),
            since=known,
            back=self.back,
            records=f"{capfirst(self.kind)}: {grouped(self.count)}",
            change=" ".join(form.told()),
            reason=form.cleaned_data["reason"],
        )

    def preview(self, change: Change) -> Preview:
        """What the change would lead to; asked like the change itself, a chunk at a time, and nothing is written."""
        found, after = Preview(), 0
        while keys := self.selection.keys(self.user, after):
            after = keys[-1]
            with work(actor=self.user, channel="page", request_id=logs.request_id.get()):
                records = self.model._base_manager.filter(pk__in=keys).order_by("pk")
                found.add(bulk.preview(list(records), change.put))
        return found

    def show_preview(self, form: ChangeForm) -> HttpResponse:
        """The page that says what will happen."""
        since = last_change()
        found = self.preview(form.change())
        verb = ngettext("Change %(count)s record", "Change %(count)s records", found.changed)
        return self.show(
            form,
            preview=found,
            since=since,
            told=form.told(),
            sent=[(name, self.request.POST.get(name, "")) for name in form.fields],
            form_token=tokens.new(),
            verb=verb % {"count": grouped(found.changed)},
        )

    def show(self, form: ChangeForm, **more: Any) -> HttpResponse:
        """The page with this form."""
        return self.render_to_response(self.get_context_data(form=form, **more))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`form`, `problem`, `problems`, `chosen` in words, `back`; for the preview what `show_preview` gives."""
        context = super().get_context_data(**kwargs)
        context["problem"], context["back"] = self.problem, self.back
        context["problems"] = saving.problems_of({"form": context["form"]})
        text = ngettext("%(count)s record is marked.", "%(count)s records are marked.", self.count)
        context["chosen"] = text % {"count": grouped(self.count)}
        return context
