"""What an account site is in another operating unit: planned here, without writing anything (R-262).

Everything that was typed is taken along. Left out is what cannot be so in the other unit, and each plan says what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import StatusRecord
from reference import lookups
from reference.fields import LookupField
from reference.models import LedgerAccounts, OperatingUnit
from reference.options import options
from reference.querysets import ReferenceQuerySet
from sites import rules
from sites.facts import PrimaryFacts, primary_facts
from sites.models import AccountSite, SiteUse
from sites.regions import fields_of

SITE_FIELDS = ("category", "territory", "language", "translation", "edi_location", "salesperson", "extra")
# Of one unit, or of one purpose alone: never taken along.
BOUND = frozenset({*LedgerAccounts.LEDGER_ACCOUNTS, "bill_to", "internal_location"})


@dataclass
class Copy:
    """An account site with its purposes as they will be made, and in words what it goes without."""

    site: AccountSite
    uses: list[SiteUse] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Facts:
    """What the account has in the units already."""

    edi_taken: frozenset[int]  # units
    locations: frozenset[tuple[int, str, str]]  # unit, purpose, key of the location
    active: frozenset[tuple[int, str]]  # unit, purpose
    bill_tos: Mapping[tuple[int, int], SiteUse]  # unit and address -> the active Bill To there
    primaries: PrimaryFacts


def units_without(site: AccountSite, units: ReferenceQuerySet) -> ReferenceQuerySet:
    """Those of `units` that are active and in which the account has no site at this address, ever (R-058)."""
    there = AccountSite.objects.filter(account=site.account_id, party_site=site.party_site_id)
    return units.active().exclude(pk__in=there.order_by().values("unit"))


def plan(site: AccountSite, units: Sequence[OperatingUnit]) -> list[Copy]:
    """The copy for each of `units`. The number of queries grows neither with the units nor with the purposes."""
    uses = list(SiteUse.objects.for_overview().active().filter(site=site).order_by("purpose", "pk"))
    facts = _facts(site, uses, units)
    return [_copy(site, uses, unit, facts) for unit in units]


def _facts(site: AccountSite, uses: Sequence[SiteUse], units: Sequence[OperatingUnit]) -> Facts:
    there = SiteUse.objects.filter(account=site.account_id, unit__in=units).order_by()
    edi = AccountSite.objects.active().filter(
        account=site.account_id, unit__in=units, edi_location_key=site.edi_location_key
    )
    places = {use.bill_to.site.party_site_id for use in uses if use.bill_to is not None}
    billed = there.active().bill_to().filter(site__status="A", site__party_site__in=places)
    return Facts(
        edi_taken=frozenset(edi.order_by().values_list("unit_id", flat=True))
        if site.edi_location_key
        else frozenset(),
        locations=frozenset(
            there.filter(location_key__in=[use.location_key for use in uses]).values_list(
                "unit_id", "purpose", "location_key"
            )
        ),
        active=frozenset(there.active().values_list("unit_id", "purpose").distinct()),
        bill_tos={(use.unit_id, use.site.party_site_id): use for use in billed.select_related("site")},
        primaries=primary_facts([site.account_id]),
    )


def _copy(site: AccountSite, uses: Iterable[SiteUse], unit: OperatingUnit, facts: Facts) -> Copy:
    new = AccountSite(account=site.account, party_site=site.party_site, unit=unit)
    copy = Copy(new)
    _take_along(site, new, SITE_FIELDS, copy.left_out)
    if not new.language_id:
        new.translation = ""
    if unit.pk in facts.edi_taken:
        new.edi_location = ""
        text = _("EDI location %(code)s: another site of the account has it there.")
        copy.left_out.append(text % {"code": site.edi_location})
    for use in uses:
        if (
            rules.is_exclusive(use.purpose, options().one_dunning_site)
            and (unit.pk, use.purpose) in facts.active
        ):
            text = _("%(use)s: the account has one there, and may have one only.")
            copy.left_out.append(text % {"use": use})
        else:
            copy.uses.append(_copy_of_use(use, copy, facts))
    _say_what_is_unbilled(copy, facts)
    return copy


def _copy_of_use(use: SiteUse, copy: Copy, facts: Facts) -> SiteUse:
    """A purpose with its settings; its ledger accounts are blank."""
    unit = copy.site.unit
    new = SiteUse(site=copy.site, account=use.account, unit=unit, purpose=use.purpose)
    _take_along(use, new, sorted(fields_of(use) - BOUND), copy.left_out)
    if use.internal_location_id:
        copy.left_out.append(_("Internal location of %(use)s: one purpose has it.") % {"use": use})
    taken = (unit.pk, use.purpose, use.location_key) in facts.locations
    new.location = _another(use.location) if taken else use.location
    if use.bill_to is not None and use.bill_to.site_id != use.site_id:
        new.bill_to = facts.bill_tos.get((unit.pk, use.bill_to.site.party_site_id))
    group = use.primary.key(new)
    new.is_primary = rules.takes_primary(
        None, group in facts.primaries.active, group in facts.primaries.former
    )
    return new


def _another(location: str) -> str:
    """A name where the one it had is taken: generated, or told apart by a number where names are typed (R-075)."""
    return "" if options().automatic_site_numbering else f"{location[:37]} 2"


def _take_along(old: Any, new: Any, names: Sequence[str], left_out: list[str]) -> None:
    """Give `new` the values of `old`, but none that can no longer be newly chosen (R-260)."""
    for name in names:
        column: Any = old._meta.get_field(name)
        value = getattr(old, name)
        if _may_be_chosen(column, value):
            setattr(new, name, value.copy() if isinstance(value, dict) else value)
        else:
            text = _("%(field)s %(value)s: it can no longer be chosen.")
            shown = lookups.meaning(column.lookup_type, value) if isinstance(column, LookupField) else value
            left_out.append(text % {"field": capfirst(str(column.verbose_name)), "value": shown})


def _may_be_chosen(column: Any, value: Any) -> bool:
    if isinstance(column, LookupField):
        return not value or lookups.may_choose(column.lookup_type, value)
    if column.name == "price_list" and value is not None and not options().order_management_installed:
        return False
    only_active = getattr(value, "choosable_only_when_active", False)
    return not (only_active and isinstance(value, StatusRecord) and not value.is_active)


def _say_what_is_unbilled(copy: Copy, facts: Facts) -> None:
    """A Ship To is billed where it was, else at the site's own Bill To, else at the primary of the unit (R-076)."""
    group = (copy.site.account_id, copy.site.unit_id, rules.BILL_TO)
    if group in facts.primaries.active or any(use.purpose == rules.BILL_TO for use in copy.uses):
        return
    copy.left_out += [
        _("Bill To of %(purpose)s: the account has none there yet.") % {"purpose": use.purpose_label}
        for use in copy.uses
        if use.purpose == rules.SHIP_TO and use.bill_to is None
    ]
