"""Notes which record a user has open: the page asks for it itself (static/js/recent.js), for a GET changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from core.access import SIGNED_IN
from core.desk import recent


class NoteRecent(View):
    """Takes the mark that a record's page carries."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """204 whatever there was to note, so that it tells nothing of what exists."""
        recent.note(request.user, request.POST.get("record", ""))
        return HttpResponse(status=204)
