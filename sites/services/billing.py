"""Where ship-tos are billed. Call these inside a unit of work (core.work)."""

from django.db.models import QuerySet
from django.utils.translation import ngettext

from core import writes
from core.work import current
from sites.models import SiteUse


def rebill(ship_tos: QuerySet[SiteUse], replacement: SiteUse) -> None:
    """Link ship-tos to another bill-to, and say so; the rules of the link hold for each (R-076, R-100)."""
    rows = writes.lock(ship_tos)
    for use in rows:
        use.bill_to = replacement
    writes.update_many(rows)
    if rows:
        text = ngettext(
            "%(count)d Ship To purpose is billed at %(location)s (%(site)s) now.",
            "%(count)d Ship To purposes are billed at %(location)s (%(site)s) now.",
            len(rows),
        )
        names = {"location": replacement.location, "site": replacement.site}
        current().notices.append(text % {"count": len(rows), **names})
