"""What can be done with parties and their addresses. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core import writes
from core.clock import today
from core.exceptions import refusal
from core.numbers import draw
from parties import rules
from parties.models import Location, OrganizationDetails, Party, PartySite, PartyUsage, PersonDetails
from reference.lookups import meaning
from reference.options import options

CUSTOMER = PartyUsage.Usage.CUSTOMER


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
    parties = writes.lock(Party.objects.filter(pk__in={site.party_id for site in sites}))
    with_address = set(
        PartySite.objects.active()
        .filter(party__in=parties, identifying=True)
        .values_list("party_id", flat=True)
    )
    _settle_identifying(sites, with_address)
    for site in sites:
        if site.identifying and site.party_id in with_address:
            writes.demote_others(site)
    return writes.insert_many(list(sites))


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
    """Save name, addressee and mail stop of an address of a party. The identifying flag has its own function."""
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


def ensure_customer_usage(parties: Sequence[Party]) -> None:
    """Let parties be customers from today on, where they are not (R-028). Set-based.

    One that ended today or later is opened again: two rows of a usage never share a day.
    """
    day = today()
    rows = writes.lock(PartyUsage.objects.filter(party__in=parties, usage=CUSTOMER))
    open_ones = {row.party_id for row in rows if row.end_date is None}
    reopened = []
    for row in rows:
        if row.end_date is not None and row.end_date >= day and row.party_id not in open_ones:
            row.end_date = None
            reopened.append(row)
            open_ones.add(row.party_id)
    writes.update_many(reopened)
    missing = {party.pk: party for party in parties if party.pk not in open_ones}
    writes.insert_many(
        [PartyUsage(party=party, usage=CUSTOMER, start_date=day) for party in missing.values()]
    )


def end_customer_usage(parties: Sequence[Party]) -> None:
    """Let the parties' customer usage end today (R-028). Set-based."""
    day = today()
    rows = writes.lock(PartyUsage.objects.filter(party__in=parties, usage=CUSTOMER, end_date__isnull=True))
    for row in rows:
        row.end_date = max(day, row.start_date)
    writes.update_many(rows)


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
        drawn = [str(number) for number in draw(series, count - len(free))]
        used = set(
            model._base_manager.filter(**{f"{field}_key__in": drawn}).values_list(f"{field}_key", flat=True)
        )
        free += [number for number in drawn if number not in used | taken]
    return free
