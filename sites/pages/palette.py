"""What the command palette finds of business purposes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.pages.page import allowed
from core.pages.palette import MOST, Entry, Group, palette_source
from core.text import fold
from sites.models import SiteUse


@palette_source(order=35)
def purposes(user: Any, text: str) -> Iterable[Group]:
    """Purposes of the user's units whose location begins with the text."""
    key = fold(text)
    if key and allowed(user, "customer_sites.view_siteuse"):
        found = SiteUse.objects.with_site().visible_to(user).filter(location_key__prefix=key)
        yield Group(
            _("Business Purposes"), [_entry(use) for use in found.order_by("location_key", "pk")[:MOST]]
        )


def _entry(use: SiteUse) -> Entry:
    detail = f"{use.account.party} · {use.site}"
    if not use.is_active:
        detail = f"{detail} · {use.get_status_display()}"
    return Entry(str(use), use.get_absolute_url(), detail, icon="map-pin")
