"""The account sites and purposes at the address that another one moved to: copies of the old ones (R-268)."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from core import writes
from core.history import HOUSEKEEPING
from core.text import fold
from parties.models import PartySite
from sites.models import AccountSite, SiteUse
from sites.rules import SHIP_TO

# What a copy does not take over: that the old row is about to go.
_OWN = HOUSEKEEPING | {"status", "removed_with_parent", "removed_with"}
_COUNTED = re.compile(r"-\d{1,3}\Z")
Group = tuple[int, int, str]


def arrive(sites: Sequence[AccountSite], uses: Sequence[SiteUse], address: PartySite) -> dict[int, SiteUse]:
    """Make account sites at `address` with purposes like the old ones; answers the new purposes by the old keys.

    Set-based. What was chosen on the old rows stays valid on the new ones (R-260).
    """
    prefetch_related_objects(sites, "account")
    prefetch_related_objects(uses, "account", "bill_to")
    at = {site.pk: _copy(site, party_site=address) for site in sites}
    writes.insert_many(list(at.values()))
    names = next_names(uses)
    arrived = {
        use.pk: _copy(use, site=at[use.site_id], location=name) for use, name in zip(uses, names, strict=True)
    }
    writes.insert_many([use for use in arrived.values() if use.purpose != SHIP_TO])
    ship_tos = [use for use in arrived.values() if use.purpose == SHIP_TO]
    for use in ship_tos:
        use.bill_to = arrived.get(use.bill_to_id, use.bill_to)
    writes.insert_many(ship_tos)
    return arrived


def take_over_ship_tos(arrived: dict[int, SiteUse]) -> None:
    """Let ship-tos of other sites that are billed at the old purposes be billed at the new ones, removed ones too."""
    moved = {use.continues.site_id for use in arrived.values()}
    rows = writes.lock(SiteUse.objects.filter(bill_to__in=arrived.keys()).exclude(site__in=moved))
    for use in rows:
        use.bill_to = arrived[use.bill_to_id]
    writes.update_many(rows)


def next_names(uses: Sequence[SiteUse]) -> list[str]:
    """A free location for the successor of each purpose: that of the old one, counted on ("Jena-2", then "Jena-3").

    The old one keeps its name, and a location is unique per account, purpose and operating unit with the inactive
    ones counted (R-075).
    """
    rows = SiteUse.objects.filter(account__in={use.account_id for use in uses}).order_by()
    taken: set[tuple[Group, str]] = {
        ((account, unit, purpose), key)
        for account, unit, purpose, key in rows.values_list(
            "account_id", "unit_id", "purpose", "location_key"
        )
    }
    names = []
    for use in uses:
        group = (use.account_id, use.unit_id, use.purpose)
        name = _free(use.location, group, taken)
        taken.add((group, fold(name)))
        names.append(name)
    return names


def _free(name: str, group: Group, taken: set[tuple[Group, str]]) -> str:
    longest: Any = SiteUse._meta.get_field("location").max_length
    base, number = _COUNTED.sub("", name), 2
    while True:
        counted = f"-{number}"
        found = base[: longest - len(counted)] + counted
        if (group, fold(found)) not in taken:
            return found
        number += 1


def _copy(record: Any, **values: Any) -> Any:
    """A new record with the values of `record`, which it continues, and these."""
    fields = [field for field in record._meta.concrete_fields if field.name not in _OWN]
    copy = type(record)(**{field.attname: getattr(record, field.attname) for field in fields})
    copy._state.fields_cache.update(record._state.fields_cache)
    for name, value in values.items():
        setattr(copy, name, value)
    copy.continues = record
    return copy
