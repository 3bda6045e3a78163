"""What can be done with account sites and business purposes. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.exceptions import refusal
from core.scope import require_unit
from parties.services import free_numbers
from reference.options import options
from sites import facts, rules
from sites.facts import PrimaryFacts, primary_facts
from sites.models import AccountSite, SiteUse


def add_sites(sites: Sequence[AccountSite]) -> list[AccountSite]:
    """Give accounts sites in operating units that the acting user has (R-058, R-059); answers them (set-based)."""
    # Locked, so that nobody removes an account while it gets a site.
    writes.lock(Account.objects.filter(pk__in={site.account_id for site in sites}))
    for site in sites:
        if site.unit_id is None:
            raise refusal(site, {"unit": _("Choose the operating unit.")})
        require_unit(site.unit)
    return writes.insert_many(list(sites))


def change_site(site: AccountSite, *, version: int) -> AccountSite:
    """Save the changed header of an account site."""
    require_unit(site.unit)
    return writes.save(site, version=version)


def remove_site(site: AccountSite, *, version: int, replacement: SiteUse | None = None) -> AccountSite:
    """Inactivate an account site and, by cascade, its business purposes (R-095).

    Ship-tos of other sites that are billed here are billed at `replacement` from now on, if there is one (R-100).
    """
    require_unit(site.unit)
    if replacement is not None:
        _rebill(facts.billed_at(SiteUse.objects.filter(site=site)).exclude(site=site), replacement)
    return writes.remove(site, version=version)


def restore_site(site: AccountSite, *, version: int) -> AccountSite:
    """Bring an account site back with exactly the purposes that were removed with it (R-097, R-098)."""
    require_unit(site.unit)
    return writes.restore(site, version=version)


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
    writes.lock(Account.objects.filter(pk__in={use.account_id for use in uses}))
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


def change_use(use: SiteUse, *, version: int) -> SiteUse:
    """Save what is entered on a business purpose. The primary flag has its own function."""
    require_unit(use.unit)
    return writes.save(use, version=version)


def make_primary(use: SiteUse, *, version: int) -> SiteUse:
    """Make a purpose the primary of its account and operating unit; the former one loses the flag (R-073)."""
    require_unit(use.unit)
    writes.lock(Account.objects.filter(pk=use.account_id))
    return writes.make_primary(use, version=version)


def remove_use(use: SiteUse, *, version: int, replacement: SiteUse | None = None) -> SiteUse:
    """Inactivate a business purpose; the group may then be without a primary (D-3, R-099).

    Ship-tos that are billed here are billed at `replacement` from now on. Without one they keep their bill-to and are
    not ready until it is restored (R-100).
    """
    require_unit(use.unit)
    if replacement is not None:
        _rebill(facts.billed_at(SiteUse.objects.filter(pk=use.pk)), replacement)
    return writes.remove(use, version=version)


def restore_use(use: SiteUse, *, version: int) -> SiteUse:
    """Bring a business purpose back, as primary only where the group has none (R-097, R-098)."""
    require_unit(use.unit)
    writes.lock(Account.objects.filter(pk=use.account_id))
    return writes.restore(use, version=version)


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


def _rebill(ship_tos: QuerySet[SiteUse], replacement: SiteUse) -> None:
    """Link ship-tos to another bill-to; the rules of the link hold for each (R-076, R-100)."""
    rows = writes.lock(ship_tos)
    for use in rows:
        use.bill_to = replacement
    writes.update_many(rows)


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
    at_site = {
        use.site_id: use
        for use in SiteUse.objects.active().bill_to().filter(site__in={use.site_id for use in free})
    }
    primaries = {
        use.primary.key(use): use for use in added if use.purpose == rules.BILL_TO and use.is_primary
    }
    for use in free:
        group = (use.account_id, use.unit_id, rules.BILL_TO)
        use.bill_to = at_site.get(use.site_id) or primaries.get(group)
        if use.bill_to is None and group in known.active:
            use.bill_to_id = known.active[group]
