"""What can be done with parties and their addresses. Call these inside a unit of work (core.work)."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from core import roles, writes
from core.clock import day_of, today
from core.exceptions import refusal
from core.models import ChangeRecord
from core.numbers import draw_free
from core.validation import know_free
from core.work import current
from parties import rules
from parties.models import (
    Location,
    OrganizationDetails,
    Party,
    PartySite,
    PartyUsage,
    PersonDetails,
    SourceReferenceBase,
)
from reference.lookups import meaning
from reference.options import options

CUSTOMER = PartyUsage.Usage.CUSTOMER
NEVER = datetime.date.min


def register_parties(parties: Sequence[tuple[Party, OrganizationDetails | PersonDetails]]) -> list[Party]:
    """Register new parties with their details; answers them.

    A missing registry id is generated where the option says so, else it is required (R-027); a person's name is
    composed from its parts (R-026). Set-based.
    """
    for party, details in parties:
        if isinstance(details, PersonDetails):
            compose_name(party, details)
    _number(
        [party for party, _details in parties], "registry_id", "registry_id", options().generate_registry_id
    )
    writes.insert_many([party for party, _details in parties])
    for kind in (OrganizationDetails, PersonDetails):
        of_kind = [(party, details) for party, details in parties if isinstance(details, kind)]
        for party, details in of_kind:
            details.party = party
        writes.insert_many([details for _party, details in of_kind])
    return [party for party, _details in parties]


def compose_name(party: Party, details: PersonDetails) -> None:
    """Give a person party the name that its parts make."""
    prefix = meaning("CONTACT_TITLE", details.prefix) if details.prefix else ""
    party.name = rules.compose_name(
        prefix, details.first_name, details.middle_name, details.last_name, details.suffix
    )
    if not party.name:
        raise refusal(details, {"last_name": _("Enter at least a first or a last name.")})


def change_party(
    party: Party,
    details: OrganizationDetails | PersonDetails,
    *,
    version: int,
    details_version: int,
) -> Party:
    """Save the changed header of a customer; each of the two rows against the version the user opened.

    A person's name follows from its parts as they are after the save, also where two people changed different
    parts (D-19).
    """
    before = writes.lock(Party.objects.filter(pk=party.pk))[0]
    details = writes.save(details, version=details_version)
    if isinstance(details, PersonDetails):
        if version != before.version:
            party.name = before.name
            version = writes.save(party, version=version).version
        compose_name(party, details)
    party = writes.save(party, version=version)
    rules.name_may_change(before.name, party.name, options().change_customer_name)
    return party


def remove_party(party: Party, *, version: int) -> Party:
    """Inactivate a party and, by cascade, its accounts, sites, purposes and addresses (R-096)."""
    return writes.remove(party, version=version)


def restore_party(party: Party, *, version: int) -> Party:
    """Bring a party back with exactly what was removed with it (R-097)."""
    return writes.restore(party, version=version)


def add_addresses(sites: Sequence[PartySite]) -> list[PartySite]:
    """Give parties addresses; a location without a row is made. Answers the party sites.

    The first address of a party identifies it (R-054); one marked identifying takes the flag from the former one
    (R-055). A missing site number is generated where the option says so, else it is required (R-065). Set-based.
    """
    new: list[Location] = list(
        {id(site.location): site.location for site in sites if site.location.pk is None}.values()
    )
    writes.insert_many(new)
    for site in sites:
        site.location_id = site.location.pk
    _number(list(sites), "number", "party_site_number", options().generate_site_number)
    parties = {site.party_id for site in sites}
    writes.hold(Party, parties)
    with_address = _with_address(parties)
    _settle_identifying(sites, with_address)
    for site in sites:
        if site.identifying and site.party_id in with_address:
            writes.demote_others(site)
    return writes.insert_many(list(sites))


def _with_address(party_ids: set[int]) -> set[int]:
    """Those of the parties that have an identifying address."""
    if current().is_bare(Party, party_ids, PartySite):
        return set()
    rows = PartySite.objects.active().filter(party__in=party_ids, identifying=True).order_by()
    return set(rows.values_list("party_id", flat=True))


def _settle_identifying(sites: Sequence[PartySite], with_address: set[int]) -> None:
    """Of the new addresses of each party at most one identifies it: the last one marked, else the first (R-053)."""
    by_party: dict[int, list[PartySite]] = {}
    for site in sites:
        by_party.setdefault(site.party_id, []).append(site)
    for party_id, group in by_party.items():
        marked = [site for site in group if site.identifying]
        chosen = marked[-1] if marked else (None if party_id in with_address else group[0])
        for site in group:
            site.identifying = site is chosen


def change_address_details(site: PartySite, *, version: int) -> PartySite:
    """Save number, name, addressee and mail stop of an address of a party (R-065).

    The identifying flag has its own function.
    """
    return writes.save(site, version=version)


def make_identifying(site: PartySite, *, version: int) -> PartySite:
    """Let this address identify the party; the former one loses the flag (R-055)."""
    writes.lock(Party.objects.filter(pk=site.party_id))
    return writes.make_primary(site, version=version)


def remove_party_site(site: PartySite, *, version: int, successor: PartySite | None = None) -> PartySite:
    """Inactivate an address of a party; an identifying one hands the flag to `successor` first (R-056)."""
    if successor is not None and site.identifying:
        make_identifying(successor, version=successor.version)
        site.refresh_from_db()
        version = site.version
    return writes.remove(site, version=version)


def restore_party_site(site: PartySite, *, version: int) -> PartySite:
    """Bring an address of an active customer back; it identifies only where no other does (R-097, R-098)."""
    writes.lock(Party.objects.filter(pk=site.party_id))
    return writes.restore(site, version=version)


def add_reference(reference: SourceReferenceBase) -> SourceReferenceBase:
    """Note under which value another system knows a customer, account or account site (R-031)."""
    return writes.save(reference)


def retire_reference(reference: SourceReferenceBase, *, version: int) -> SourceReferenceBase:
    """Make a reference inactive; it stays findable as an alias. A data steward does so, with a reason (R-031)."""
    return writes.remove(reference, version=version)


def restore_reference(reference: SourceReferenceBase, *, version: int) -> SourceReferenceBase:
    """Bring a retired reference back; a data steward does so, with a reason (R-031)."""
    return writes.restore(reference, version=version)


def guard_references(_references: Sequence[SourceReferenceBase]) -> None:
    """Refuse to retire or restore references without leave and reason; the hook of every kind of them (R-031)."""
    unit_of_work = current()
    if unit_of_work.actor is not None:
        rules.reference_may_be_retired(
            roles.holds(unit_of_work.actor, roles.DATA_STEWARD), unit_of_work.reason
        )


def ensure_customer_usage(parties: Sequence[Party]) -> None:
    """Let parties be customers from today on, where they are not (R-028). Set-based.

    A period that ends today goes on, so that two never share a day; a new or continued one ends the day before the
    next that is planned.
    """
    day = today()
    periods = _customer_periods(parties)
    new, continued = [], []
    for party in parties:
        rows = periods.get(party.pk, [])
        current = next((row for row in rows if row.start_date <= day and _end_of(row) >= day), None)
        if current is not None and _end_of(current) > day:
            continue
        planned = [row.start_date for row in rows if row.start_date > day]
        end = min(planned) - datetime.timedelta(days=1) if planned else None
        if current is None:
            new.append(PartyUsage(party=party, usage=CUSTOMER, start_date=day, end_date=end))
        else:
            current.end_date = end
            continued.append(current)
    writes.update_many(continued)
    writes.insert_many(new)


def end_customer_usage(parties: Sequence[Party]) -> None:
    """Let the parties' customer usage end today; a planned one ends with its first day (R-028). Set-based."""
    day = today()
    rows = [row for rows in _customer_periods(parties).values() for row in rows if _end_of(row) > day]
    for row in rows:
        row.end_date = max(day, row.start_date)
    writes.update_many(rows)


def resume_customer_usage(parties: Sequence[Party]) -> None:
    """Let parties be customers again whose usage ended on the day on which they were removed (R-028). Set-based."""
    removals = ChangeRecord.objects.filter(
        model=Party._meta.label_lower,
        object_id__in=[party.pk for party in parties],
        action=ChangeRecord.Action.REMOVE,
    )
    last = removals.order_by().values("object_id").annotate(at=Max("at")).values_list("object_id", "at")
    removed_on = {pk: day_of(at) for pk, at in last}
    periods = _customer_periods(parties)
    ensure_customer_usage(
        [
            party
            for party in parties
            if any(row.end_date == removed_on.get(party.pk, NEVER) for row in periods.get(party.pk, []))
        ]
    )


def _customer_periods(parties: Sequence[Party]) -> dict[int, list[PartyUsage]]:
    """The parties' periods as customers, locked, by party."""
    periods: dict[int, list[PartyUsage]] = {}
    if current().is_bare(Party, [party.pk for party in parties], PartyUsage):
        return periods
    for row in writes.lock(PartyUsage.objects.filter(party__in=parties, usage=CUSTOMER)):
        periods.setdefault(row.party_id, []).append(row)
    return periods


def _end_of(row: PartyUsage) -> datetime.date:
    return row.end_date or datetime.date.max


def _number(records: list[Any], field: str, series: str, generate: bool) -> None:
    """Give records without a number one of the series, past numbers that are taken; or require it."""
    missing = [record for record in records if not getattr(record, field).strip()]
    if not missing:
        return
    if not generate:
        label = missing[0]._meta.get_field(field).verbose_name
        raise refusal(missing[0], {field: _("Enter the %(field)s: it is not generated.") % {"field": label}})
    taken = {getattr(record, field) for record in records}
    numbers = free_numbers(type(missing[0]), field, series, len(missing), taken)
    for record, number in zip(missing, numbers, strict=True):
        setattr(record, field, number)


def free_numbers(model: Any, field: str, series: str, count: int, taken: set[str]) -> list[str]:
    """`count` numbers of a series that no row of `model` has; numbers that others brought along are skipped."""
    free: list[str] = []
    while len(free) < count:
        drawn = draw_free(series, count - len(free), model, f"{field}_key")
        free += [number for number in drawn if number not in taken]
    know_free(model, f"{field}_key", free)
    return free
