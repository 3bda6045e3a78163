"""Where ship-tos are billed. Call these inside a unit of work (core.work)."""

from django.db.models import QuerySet

from core import writes
from sites.models import SiteUse


def rebill(ship_tos: QuerySet[SiteUse], replacement: SiteUse) -> None:
    """Link ship-tos to another bill-to; the rules of the link hold for each (R-076, R-100)."""
    rows = writes.lock(ship_tos)
    for use in rows:
        use.bill_to = replacement
    writes.update_many(rows)
