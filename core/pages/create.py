"""CreateView: a form that makes a record, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import tokens
from core.pages import drafts, saving
from core.pages.page import Page


@dataclass(frozen=True)
class Button:
    """A button that sends the form. `name` arrives as POST["button"]."""

    label: Any
    name: str = ""
    kind: str = ""


class CreateView(Page):
    """Creates one thing from one or several forms, in one unit of work.

        class CreateAccount(CreateView):
            permission = "accounts.add_account"
            title = _("Create Account")
            form_class = AccountForm                    # a NewRecordForm or PageForm
            cancel_url = reverse_lazy("customers:search")
            def save(self, form):                       # runs inside `with work(...)`
                return services.create_account(form.instance)

    Several forms: override `get_forms(data, quiet)` to return {"party": ..., "address": ..., "purposes": formset},
    built with `data=data, quiet=quiet` and a prefix each, and `save(self, party, address, purposes)`.
    A ValidationError of the domain lands beside the field that its key names ("city", "address-city",
    "purposes-0-location"). The same form sent twice makes one record and gives the same answer.
    A page under a record sets `self.record` in `load`.
    """

    help: Any = gettext_lazy(
        "Fill in the fields and save: everything on the page is stored together, or nothing is. What is wrong is told "
        "beside its field, and what you typed is kept until you save it."
    )
    template_name = "pages/form.html"
    keeps_drafts = True
    offer: drafts.Offer | None = None
    form_class: Any = None
    buttons: Sequence[Button] = (Button(gettext_lazy("Save"), kind="primary"),)
    cancel_url: Any = ""
    success_message: Any = gettext_lazy("%(record)s was created.")

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The forms by name: empty, or with what was sent."""
        return {"form": self.form_class(data=data, quiet=quiet, initial=self.get_initial())}

    def get_initial(self) -> dict[str, Any]:
        """What stands in the fields of an empty form."""
        return {}

    def before_work(self, **forms: Any) -> None:
        """What must be done with the valid forms before the unit of work opens, such as storing a file (trust 2)."""

    def digest(self) -> str:
        """The fingerprint of everything that was sent."""
        return saving.digest_of(self.request.POST, self.request.FILES)

    def save(self, **forms: Any) -> Any:
        """Call the service with what the forms hold; answer the record."""
        raise NotImplementedError

    def get_success_url(self, record: Any) -> str:
        """Where to go afterwards. `self.request.POST.get("button")` tells which button was pressed."""
        return str(record.get_absolute_url())

    def get_success_message(self, record: Any) -> str:
        """What was saved."""
        return str(self.success_message) % {"record": record}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, or one with what was typed here before and not saved."""
        self.offer = drafts.offer_to(request)
        if self.offer and self.offer.taken_up:
            return self.show(self.get_forms(self.offer.data, quiet=True))
        return self.show(self.get_forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with everything that was typed."""
        if saving.still_typing(request.POST):
            return self.show(self.get_forms(saving.typed_so_far(request.POST), quiet=True))
        return saving.patiently(self)

    def attempt(self) -> HttpResponse:
        """Validate what was sent and save it."""
        forms = self.get_forms(self.request.POST)
        if not saving.all_valid(forms):
            # What this very form made when it was sent before may be what speaks against it now.
            url = self._answered_before()
            return saving.go_to(self.request, url) if url else self.show(forms)
        try:
            url = self.save_once(forms)
        except ValidationError as error:
            saving.put_errors(forms, error)
            return self.show(forms)
        except tokens.OtherContent as error:
            saving.put_errors(forms, ValidationError(str(error)))
            return self.show(forms)
        drafts.saved(self.request)
        return saving.go_to(self.request, url)

    def _answered_before(self) -> str | None:
        """Where to go when this very form was saved before."""
        token = self.request.POST.get(saving.ONE_TIME, "")
        try:
            return tokens.replay(self.user, token, self.digest()) if token else None
        except tokens.OtherContent:
            return None

    def show_again(self) -> HttpResponse:
        """The form as it was sent."""
        return self.show(self.get_forms(self.request.POST, quiet=True))

    def save_once(self, forms: dict[str, Any]) -> str:
        """Save unless this very form was saved before; answer where to go either way."""
        token, digest = self.request.POST.get(saving.ONE_TIME, ""), self.digest()
        if not token:
            raise ValidationError(_("This form arrived incomplete. Check it and save it again."))
        earlier = tokens.replay(self.user, token, digest)
        if earlier is not None:
            return earlier
        self.before_work(**forms)
        try:
            with saving.page_work(self.request, saving.reasons(forms)):
                record = self.save(**forms)
                url = self.get_success_url(record)
                tokens.keep(self.user, token, digest, url)
        except tokens.SentMeanwhile:
            return tokens.replay(self.user, token, digest) or self.request.path
        except ValidationError:
            # Its twin, sent at the same moment, may have taken the very number that this one asks for.
            earlier = tokens.replay(self.user, token, digest)
            if earlier is None:
                raise
            return earlier
        messages.success(self.request, self.get_success_message(record))
        return url

    def show(self, forms: dict[str, Any]) -> HttpResponse:
        """The page with these forms and a fresh token."""
        return self.render_to_response(self.get_context_data(forms=forms))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`forms`, `problems`, `buttons`, `form_token`, `cancel_url`; `draft`, what was typed here before."""
        context = super().get_context_data(**kwargs)
        typed = self.offer.data if self.offer and self.offer.taken_up else None
        sent = self.request.POST if typed is None else typed
        context["draft"] = self.offer
        context["problems"] = saving.problems_of(context["forms"])
        context["touched"] = typed is not None or self.request.method == "POST"
        same = typed is not None or saving.still_typing(sent)
        context["form_token"] = (sent.get(saving.ONE_TIME) if same else "") or tokens.new()
        context["buttons"] = self.buttons
        context["cancel_url"] = saving.safe_next(self.request, str(self.cancel_url))
        return context
