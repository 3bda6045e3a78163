"""The start page: where a clerk begins the day."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.models import ChangeRecord
from core.pages.page import Page
from parties.models import Party

RECENT = 10
# How many changes are looked through for them: one customer takes about ten to create.
LOOK_BACK = 300
# Doors through which a user works himself. Loaders and jobs write in his name what he never looked at.
OWN_CHANNELS = ("page", "admin")


class StartPage(Page):
    """A greeting, the search, and the customers that the user changed last."""

    permission = SIGNED_IN
    title = _("Start")
    section = "start"
    template_name = "customers/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`recent`: (customer, when) of what this user changed last, the latest first."""
        context = super().get_context_data(**kwargs)
        if self.user.has_perm("parties.view_party"):
            context["recent"] = recent_customers(self.user)
        return context


def recent_customers(user: Any) -> list[tuple[Party, datetime.datetime]]:
    """The customers of the latest changes that the user made himself, each with the time of the latest one."""
    own = ChangeRecord.objects.filter(actor=user, channel__in=OWN_CHANNELS, root_id__isnull=False)
    changes: Any = own.order_by("-id")
    latest: dict[int, datetime.datetime] = {}
    for root, at in changes.values_list("root_id", "at")[:LOOK_BACK]:
        latest.setdefault(root, at)
    parties = Party.objects.in_bulk(list(latest)[:RECENT])
    return [(parties[pk], at) for pk, at in latest.items() if pk in parties]
