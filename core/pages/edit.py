"""EditView: a form that changes a record from the version that was opened."""

import copy
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import StaleRecord
from core.pages import drafts, saving
from core.pages.conflict import conflict_context
from core.pages.create import Button
from core.pages.page import Page, find


class EditView(Page):
    """Changes one record (R-228, D-19).

        class EditAccount(EditView):
            permission = "accounts.change_account"
            title = _("Edit account")
            queryset = Account.objects.for_overview()
            form_class = AccountForm                    # a RecordForm
            def save(self, form):                       # runs inside `with work(..., reason=the form's reason)`
                return services.change_account(form.instance, version=form.cleaned_data["version"])

    `self.record` is the record as the database holds it; `form.instance` a copy of it with what was typed. Several
    forms: override `get_forms(data, quiet)` and `save(self, party, person)`; one of them is a RecordForm.
    Somebody else saved meanwhile: fields changed by only one of the two are put together and the user is told;
    where both changed the same field, pages/conflict.html (409) lets him choose per field and loses nothing.
    """

    help: Any = gettext_lazy(
        "Change the values and save. When somebody else saved meanwhile, changes to different fields are put together; "
        "where both of you changed the same field, you choose, and nothing you typed is lost."
    )
    template_name = "pages/form.html"
    keeps_drafts = True
    offer: drafts.Offer | None = None
    queryset: Any = None
    form_class: Any = None
    record: Any = None
    buttons: Sequence[Button] = (Button(gettext_lazy("Save"), kind="primary"),)
    success_message: Any = gettext_lazy("%(record)s was saved.")

    def load(self) -> None:
        """Find the record among those the user may see."""
        self.record = find(self.queryset, self.user, self.kwargs["pk"])

    def get_title(self) -> Any:
        """What is edited."""
        return self.title or _("Edit %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The forms by name, with the record's values or with what was sent."""
        return {"form": self.form_class(data=data, quiet=quiet, instance=copy.copy(self.record))}

    def save(self, **forms: Any) -> Any:
        """Call the service with what the forms hold; answer the record."""
        raise NotImplementedError

    def get_success_url(self, record: Any) -> str:
        """Where to go afterwards."""
        return saving.safe_next(self.request, str(record.get_absolute_url()))

    def get_success_message(self, record: Any) -> str:
        """What was saved; a save that changed nothing says so (R-229)."""
        if record.version == self.record.version:
            return _("Nothing was changed in %(record)s.") % {"record": record}
        return str(self.success_message) % {"record": record}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form with the record's values, or with what was typed here before and not saved."""
        self.offer = drafts.offer_to(request)
        if self.offer and self.offer.taken_up:
            return self.show(self.get_forms(self.offer.data, quiet=True))
        return self.show(self.get_forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form or the conflict with everything that was typed."""
        if saving.still_typing(request.POST):
            return self.show(self.get_forms(saving.typed_so_far(request.POST), quiet=True))
        return saving.patiently(self)

    def attempt(self) -> HttpResponse:
        """Validate what was sent and save it."""
        forms = self.get_forms(self.request.POST)
        if not saving.all_valid(forms):
            return self.show(forms)
        try:
            with saving.page_work(self.request, saving.reasons(forms)):
                record = self.save(**forms)
        except ValidationError as error:
            saving.put_errors(forms, error)
            return self.show(forms)
        except StaleRecord as stale:
            return self.show_conflict(forms, stale)
        drafts.saved(self.request)
        messages.success(self.request, self.get_success_message(record))
        return saving.go_to(self.request, self.get_success_url(record))

    def show_again(self) -> HttpResponse:
        """The form as it was sent."""
        return self.show(self.get_forms(self.request.POST, quiet=True))

    def show(self, forms: dict[str, Any]) -> HttpResponse:
        """The page with these forms."""
        return self.render_to_response(self.get_context_data(forms=forms))

    def show_conflict(self, forms: dict[str, Any], stale: StaleRecord) -> HttpResponse:
        """The page that shows both versions, field by field (409)."""
        self.load()
        context = conflict_context(forms, self.get_forms(), stale)
        self.template_name = "pages/conflict.html"
        return self.render_to_response(self.get_context_data(forms=forms, **context), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`forms`, `problems`, `buttons`, `record`, `cancel_url`, `next`; `draft`, what was typed before."""
        context = super().get_context_data(**kwargs)
        back = saving.safe_next(self.request, str(self.record.get_absolute_url()))
        context["problems"] = saving.problems_of(context["forms"])
        context["draft"] = self.offer
        taken_up = self.offer is not None and self.offer.taken_up
        context["touched"] = taken_up or self.request.method == "POST"
        context["record"] = self.record
        context["buttons"] = self.buttons
        context["cancel_url"] = context["next"] = back
        return context
