"""What the pages that make something under a record have in common: they are refused while it is inactive."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from core.pages.create import Button
from core.pages.page import find
from core.pages.views import CreateView

DETAILS = "details"


class CreateUnder(CreateView):
    """Makes something under `self.record`, which must be active.

    queryset   where the record is found.
    inactive   the word that an inactive record gets nothing, with %(record)s.
    """

    template_name = "customers/create_under.html"
    buttons = (
        Button(gettext_lazy("Apply"), name="apply"),
        Button(gettext_lazy("Save And Add Details"), name=DETAILS, kind="primary"),
    )
    queryset: Any = None
    inactive: Any = ""
    record: Any = None

    def load(self) -> None:
        """Find the record."""
        self.record = find(self.queryset, self.user, self.kwargs["pk"])
        self.cancel_url = self.record.get_absolute_url()

    def under(self) -> Sequence[Any]:
        """The record and those above it, for the way up."""
        return [self.record]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; of an inactive record only the word that it gets nothing."""
        if self.record.is_active:
            return super().get(request, *args, **kwargs)
        self._refuse()
        return HttpResponseRedirect(self.record.get_absolute_url())

    def attempt(self) -> HttpResponse:
        """Save; of a record that became inactive meanwhile the form as it was sent, with the word."""
        if self.record.is_active:
            return super().attempt()
        self._refuse()
        return self.show_again()

    def _refuse(self) -> None:
        messages.warning(self.request, str(self.inactive) % {"record": self.record})

    @property
    def adds_details(self) -> bool:
        """Whether Save And Add Details was pressed."""
        return self.request.POST.get("button") == DETAILS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`under`, the records above."""
        return super().get_context_data(**kwargs, under=self.under())
