"""What the steward's queue has on the start page (R-267)."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from core import clock
from core.pages.start import panel
from parties.models import QueueItem
from parties.pages.queue.views import SEE
from parties.queue import checks


@panel(order=20, permission=SEE, template="parties/panels/queue.html")
def queue(request: HttpRequest) -> dict[str, Any]:
    """How many items of each check are open in the user's units, and how many are his to look after."""
    waiting = QueueItem.objects.visible_to(request.user).open(clock.today())
    counts = dict(waiting.order_by().values_list("check_code").annotate(Count("pk")))
    found = [(check, counts[check.code]) for check in checks.all_checks() if check.code in counts]
    return {
        "counts": [(check.title, count, _filtered(check=check.code)) for check, count in found],
        "mine": waiting.assigned_to(request.user).count(),
        "mine_url": _filtered(assigned="me"),
    }


def _filtered(**filters: str) -> str:
    """The queue with these filters."""
    return f"{reverse('queue:list')}?{urlencode(filters)}"
