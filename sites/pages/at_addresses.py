"""What the pages that choose an address say about the account sites there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sites.models import AccountSite


def uses_of(user: Any, addresses: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Which active account sites are at the addresses, of those that `user` may see; one query."""
    sites = AccountSite.objects.active().visible_to(user).filter(party_site__in=addresses)
    found: dict[int, list[str]] = {}
    for site in sites.select_related("account", "unit").order_by("account__number_key", "unit__name_key"):
        text = _("account %(number)s in %(unit)s") % {"number": site.account.number, "unit": site.unit}
        found.setdefault(site.party_site_id, []).append(text)
    return found
