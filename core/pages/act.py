"""RecordActionView: one thing done to one record, after its consequences were shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import StaleRecord
from core.pages import drafts, saving
from core.pages.changes import Change, changes_since
from core.pages.forms import ActionForm
from core.pages.page import Page, find


def counted(*phrases: tuple[int, str]) -> list[str]:
    """Sentences with `%(count)d` of what there is some of: (how many, the sentence for that number)."""
    return [phrase % {"count": count} for count, phrase in phrases if count]


class RecordActionView(Page):
    """Acts on POST only; GET shows what will happen and asks.

        class RemoveAccount(RecordActionView):
            permission = "accounts.change_account"
            queryset = Account.objects.for_overview()
            verb = _("Remove")
            question = _("Remove account %(record)s?")
            danger = True
            success_message = _("Account %(record)s was removed.")
            def consequences(self): return [ngettext("%(n)d site becomes inactive.", ...) % {"n": 3}]
            def perform(self, version): return services.remove_account(self.record, version=version)

    `perform` runs inside `with work(..., reason=the form's reason)`. What the domain refuses is said on the page.
    When somebody changed the record since it was shown, the page is shown again with today's consequences and with
    what was changed since (409): who then goes on does it knowingly.
    Afterwards the browser goes to `next` (when on this host), else to the record.
    """

    help: Any = gettext_lazy(
        "Says what will happen, in numbers, before anything happens. The reason you give is kept in the history."
    )
    template_name = "pages/confirm.html"
    keeps_drafts = True
    offer: drafts.Offer | None = None
    form_class: type[ActionForm] = ActionForm
    queryset: Any = None
    record: Any = None
    form: ActionForm
    since: Sequence[Change] = ()
    verb: Any = ""
    question: Any = ""
    danger: bool = False
    success_message: Any = gettext_lazy("%(record)s was saved.")

    def load(self) -> None:
        """Find the record among those the user may see."""
        self.record = find(self.queryset, self.user, self.kwargs["pk"])

    def get_title(self) -> Any:
        """The question."""
        return str(self.question) % {"record": self.record}

    def about(self) -> Any:
        """Whose record it is, for the line under the question; nothing where its name says enough."""
        return ""

    def consequences(self) -> Sequence[Any]:
        """What will happen, in numbers, one sentence each."""
        return ()

    def get_form(self, **given: Any) -> ActionForm:
        """The form of the question; an action that asks for more hands its form what it offers."""
        return self.form_class(**given)

    def perform(self, version: int) -> Any:
        """Call the service; answer the record. `self.form` is the valid form that was sent."""
        raise NotImplementedError

    def get_success_message(self, record: Any) -> str:
        """What was done."""
        return str(self.success_message) % {"record": record}

    def get_success_url(self) -> str:
        """Back to where the action was chosen."""
        return saving.safe_next(self.request, str(self.record.get_absolute_url()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question with the consequences; with what was answered when the session had ended meanwhile."""
        self.offer = drafts.offer_to(request)
        if self.offer and self.offer.taken_up:
            answered = self.offer.data
            answered["version"] = str(self.record.version)  # its consequences as they are now
            return self.ask(self.get_form(data=answered, quiet=True))
        return self.ask(self.get_form(initial={"version": self.record.version}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or show the page again."""
        if saving.still_typing(request.POST):
            return self.show_again()
        return saving.patiently(self)

    def attempt(self) -> HttpResponse:
        """Do it."""
        form = self.form = self.get_form(data=self.request.POST)
        if not form.is_valid():
            return self.ask(form)
        if form.cleaned_data["version"] != self.record.version:
            return self.ask_again(form)
        try:
            with saving.page_work(self.request, form.cleaned_data.get("reason", "")):
                record = self.perform(version=form.cleaned_data["version"])
        except StaleRecord:
            return self.ask_again(form)
        except ValidationError as error:
            saving.put_errors({"form": form}, error)
            return self.ask(form)
        drafts.saved(self.request)
        messages.success(self.request, self.get_success_message(record))
        return saving.go_to(self.request, self.get_success_url())

    def show_again(self) -> HttpResponse:
        """The question as it was answered."""
        return self.ask(self.get_form(data=self.request.POST, quiet=True))

    def ask(self, form: ActionForm, status: int = 200) -> HttpResponse:
        """The page with this form."""
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def ask_again(self, form: ActionForm) -> HttpResponse:
        """The page for the record as it is now."""
        self.load()  # what the failed attempt did to it in memory is forgotten
        text = _("%(record)s was changed by somebody else meanwhile. Look at the consequences once more.")
        messages.warning(self.request, text % {"record": self.record})
        self.since = changes_since(self.record, form.cleaned_data["version"], self.user)
        reason = form.cleaned_data.get("reason", "")
        return self.ask(self.get_form(initial={"version": self.record.version, "reason": reason}), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`form`, `whose` (from `about`), `consequences`, `since`, `verb`, `danger`, `record`, `next`, `problems`."""
        context = super().get_context_data(**kwargs)
        context["problems"] = saving.problems_of({"form": context["form"]})
        context["whose"], context["consequences"] = self.about(), self.consequences()
        context["verb"], context["danger"] = self.verb, self.danger
        context["record"], context["since"] = self.record, self.since
        context["draft"] = self.offer
        context["cancel_url"] = context["next"] = self.get_success_url()
        return context
