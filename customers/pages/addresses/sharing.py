"""Who uses a place: customers' addresses and account sites, by name where the user may see them (R-063, D-15)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.scope import visible_units
from parties.models import PartySite
from sites.models import AccountSite

# More are counted and not listed.
MOST = 25


@dataclass(frozen=True)
class SharedBy:
    """One customer's address at the place, with the account sites there that the user sees."""

    address: PartySite
    sites: Sequence[AccountSite]
    is_this: bool


@dataclass(frozen=True)
class Sharing:
    """Everybody at a place: `rows` by name, this address first; the number of the others."""

    rows: Sequence[SharedBy]
    further: int
    customers: int
    hidden: int

    @property
    def is_shared(self) -> bool:
        """True when another address than this one is there."""
        return len(self.rows) + self.further > 1

    @property
    def beyond(self) -> str:
        """How many are used in units that the user does not see: the number only."""
        text = ngettext(
            "and %(count)d in operating units you have no access to",
            "and %(count)d in operating units you have no access to",
            self.hidden,
        )
        return text % {"count": self.hidden} if self.hidden else ""

    @property
    def not_listed(self) -> str:
        """How many customers' addresses are not listed."""
        text = ngettext(
            "and %(count)d further customer address", "and %(count)d further customer addresses", self.further
        )
        return text % {"count": self.further} if self.further else ""


def sharing_of(address: PartySite, user: Any) -> Sharing:
    """Who uses the place of `address`; four queries, however many there are."""
    there = PartySite.objects.active().filter(location=address.location_id)
    others = there.exclude(pk=address.pk).select_related("party").order_by("party__name_key", "number_key")
    listed = [address, *others[: MOST - 1]]
    count = there.exclude(pk=address.pk).count() + 1
    at: dict[int, list[AccountSite]] = defaultdict(list)
    sites = AccountSite.objects.active().filter(party_site__in=[row.pk for row in listed]).visible_to(user)
    for site in sites.select_related("account", "unit").order_by("account__number_key", "unit__name_key"):
        at[site.party_site_id].append(site)
    totals = _totals(address.location_id, user)
    rows = [SharedBy(row, at[row.pk], row.pk == address.pk) for row in listed]
    return Sharing(rows, count - len(listed), totals[0], totals[1])


def _totals(location_id: int, user: Any) -> tuple[int, int]:
    """How many customers are there, and how many account sites in units that the user does not see."""
    customers = PartySite.objects.active().filter(location=location_id).values("party").distinct().count()
    sites = AccountSite.objects.active().filter(party_site__location=location_id)
    return customers, sites.exclude(unit_id__in=visible_units(user)).count()


def going_along(address: PartySite, user: Any) -> str:
    """How many account sites are at this address, in numbers over what the user may see, and beyond."""
    sites = AccountSite.objects.active().filter(party_site=address)
    seen = sites.visible_to(user).count()
    hidden = sites.count() - seen
    text = ngettext(
        "%(count)d account site goes along.", "%(count)d account sites go along.", seen + hidden
    ) % {"count": seen + hidden}
    beyond = _("%(count)d of them in operating units you have no access to.") % {"count": hidden}
    return f"{text} {beyond}" if hidden else text
