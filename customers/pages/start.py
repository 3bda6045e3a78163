"""What customers have on the start page: the search, and the customers that the user changed last."""

import datetime
from typing import Any

from django.http import HttpRequest

from core.models import ChangeRecord
from core.pages.start import panel
from parties.models import Party

RECENT = 8
# How many changes are looked through for them: one customer takes about ten to create.
LOOK_BACK = 300
# Doors through which a user works himself. Loaders and jobs write in his name what he never looked at.
OWN_CHANNELS = ("page", "admin")


@panel(order=10, permission="parties.view_party", template="customers/panels/find.html", wide=True)
def find(request: HttpRequest) -> dict[str, Any]:
    """The search box."""
    return {}


@panel(order=40, permission="parties.view_party", template="customers/panels/changed_last.html")
def changed_last(request: HttpRequest) -> dict[str, Any]:
    """(customer, when) of what this user changed last, the latest first."""
    return {"changed": recent_customers(request.user)}


def recent_customers(user: Any) -> list[tuple[Party, datetime.datetime]]:
    """The customers of the latest changes that the user made himself, each with the time of the latest one."""
    own = ChangeRecord.objects.filter(actor=user, channel__in=OWN_CHANNELS, root_id__isnull=False)
    changes: Any = own.order_by("-id")
    latest: dict[int, datetime.datetime] = {}
    for root, at in changes.values_list("root_id", "at")[:LOOK_BACK]:
        latest.setdefault(root, at)
    parties = Party.objects.in_bulk(list(latest)[:RECENT])
    return [(parties[pk], at) for pk, at in latest.items() if pk in parties]
