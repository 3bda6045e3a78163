"""Exports in the background: starting one, and handing out its file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access import SIGNED_IN
from core.exports import program
from core.files import attachment
from core.models import JobRun, StoredFile
from core.pages.page import Page, find


class RunFile(Page):
    """The file that a run of the user's own made, for as long as it is kept; 404 for everybody else."""

    permission = SIGNED_IN
    section = "jobs"
    stored: StoredFile

    def load(self) -> None:
        """Find the file among those that the user asked for."""
        run = find(JobRun.objects, self.user, self.kwargs["pk"])
        stored = program.file_of(run, self.user)
        if stored is None:
            raise Http404
        self.stored = stored

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The file, as an attachment."""
        try:
            return attachment(self.stored)
        except FileNotFoundError as error:
            raise Http404 from error


class ExportList(Page):
    """Starts the export of a long list in the background, when its page has asked and was told yes."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """To the run; the one that is under way already where the user has asked for this list before."""
        given = request.POST
        try:
            run = program.start(
                self.user,
                address=given.get("address", ""),
                region=given.get("region", ""),
                kind=given.get("kind", ""),
                name=given.get("list", ""),
            )
        except ValidationError:
            messages.error(request, _("That is no list which can be exported."))
            return redirect("start")
        return redirect(run)
