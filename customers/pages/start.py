"""The start page: where a clerk begins the day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.models import ChangeRecord
from core.pages.page import Page
from parties.models import Party

RECENT = 10


class StartPage(Page):
    """A greeting, the search, and the customers that the user changed last."""

    permission = SIGNED_IN
    title = _("Start")
    section = "start"
    template_name = "customers/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`recent`: the customers that this user changed last, the latest first."""
        context = super().get_context_data(**kwargs)
        if self.user.has_perm("parties.view_party"):
            context["recent"] = recent_customers(self.user)
        return context


def recent_customers(user: Any) -> list[Party]:
    """The customers of the user's latest changes."""
    changes = ChangeRecord.objects.filter(actor=user, root_id__isnull=False).order_by("-id")
    latest = list(dict.fromkeys(changes.values_list("root_id", flat=True)[:200]))[:RECENT]
    parties = Party.objects.in_bulk(latest)
    return [parties[pk] for pk in latest if pk in parties]
