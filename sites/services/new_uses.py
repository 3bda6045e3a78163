"""How sites get business purposes. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.exceptions import refusal
from core.scope import require_unit
from parties.services import free_numbers
from reference.options import options
from sites import rules
from sites.facts import PrimaryFacts, primary_facts
from sites.models import SiteUse


def add_uses(uses: Sequence[SiteUse], wanted: Sequence[bool | None]) -> list[SiteUse]:
    """Give sites business purposes; `wanted` says for each whether the user wants it primary, None for no word.

    The first of its purpose in an account and unit becomes primary (R-070, R-071), a new primary takes the flag from
    the former one (R-073), a missing location is generated where the option says so (R-075), and a Ship To without a
    bill-to gets the one of its site, else the account's primary. Answers the purposes in the given order (set-based).
    """
    for use in uses:
        require_unit(use.site.unit)
        use.account_id, use.unit_id = use.site.account_id, use.site.unit_id
        use.account, use.unit = use.site.account, use.site.unit
    writes.hold(Account, {use.account_id for use in uses})
    _refuse_second_ones(uses)
    known = primary_facts(use.account_id for use in uses)
    _settle_primary(uses, wanted, known)
    _name_locations(uses)
    for use in uses:
        if use.is_primary and use.primary.key(use) in known.active:
            writes.demote_others(use)
    others = [use for use in uses if use.purpose != rules.SHIP_TO]
    ship_tos = [use for use in uses if use.purpose == rules.SHIP_TO]
    writes.insert_many(others)
    _link_bill_tos(ship_tos, others, known)
    writes.insert_many(ship_tos)
    return list(uses)


def _refuse_second_ones(uses: Sequence[SiteUse]) -> None:
    """Say where the account has the purpose that it can have once; the constraint only knows that (R-077, R-079)."""
    once = options().one_dunning_site
    single = [use for use in uses if rules.is_exclusive(use.purpose, once)]
    if not single:
        return
    stored = SiteUse.objects.active().with_site().filter(account__in={use.account_id for use in single})
    held = {
        (use.account_id, use.unit_id, use.purpose): use
        for use in stored.filter(purpose__in={use.purpose for use in single}).order_by("pk")
    }
    for use in single:
        holder = held.get((use.account_id, use.unit_id, use.purpose))
        if holder is not None:
            raise refusal(use, {"purpose": rules.only_one(holder)})


def _settle_primary(uses: Sequence[SiteUse], wanted: Sequence[bool | None], known: PrimaryFacts) -> None:
    """Decide for each new purpose whether it is primary; of several marked in one go the last one wins (R-070)."""
    holders: dict[Any, SiteUse] = {}
    for use, wish in zip(uses, wanted, strict=True):
        group = use.primary.key(use)
        has = group in known.active or group in holders
        use.is_primary = rules.takes_primary(wish, has, group in known.former)
        if use.is_primary:
            if group in holders:
                holders[group].is_primary = False
            holders[group] = use


def _name_locations(uses: Sequence[SiteUse]) -> None:
    """Give purposes without a location a generated one, or require it (R-075)."""
    missing = [use for use in uses if not use.location.strip()]
    if missing and not options().automatic_site_numbering:
        raise refusal(missing[0], {"location": _("Enter the location: it is not generated.")})
    taken = {use.location for use in uses}
    numbers = free_numbers(SiteUse, "location", "site_use_location", len(missing), taken)
    for use, number in zip(missing, numbers, strict=True):
        use.location = number


def _link_bill_tos(ship_tos: Sequence[SiteUse], added: Sequence[SiteUse], known: PrimaryFacts) -> None:
    """Link ship-tos without a bill-to to the one of their site, else to the account's primary."""
    free = [use for use in ship_tos if use.bill_to is None]
    if not free:
        return
    at_site = {use.site_id: use for use in added if use.purpose == rules.BILL_TO}
    elsewhere = {use.site_id for use in free} - at_site.keys()
    if elsewhere:
        stored = SiteUse.objects.active().bill_to().filter(site__in=elsewhere)
        at_site |= {use.site_id: use for use in stored}
    primaries = {
        use.primary.key(use): use for use in added if use.purpose == rules.BILL_TO and use.is_primary
    }
    for use in free:
        group = (use.account_id, use.unit_id, rules.BILL_TO)
        use.bill_to = at_site.get(use.site_id) or primaries.get(group)
        if use.bill_to is None and group in known.active:
            use.bill_to_id = known.active[group]
