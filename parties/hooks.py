"""What happens in the registry when others write."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks, writes
from core.history import Roots
from core.work import current
from parties import services
from parties.address_check import writing
from parties.models import Location, Party, PartyDocument, PartySite, PartySourceReference
from parties.queue import items
from reference import kept


@hooks.lock_roots
def lock_parties(party_ids: Sequence[int]) -> None:
    """Lock the parties before anything under them is changed or derived: one transaction at a time."""
    writes.lock(Party.objects.filter(pk__in=party_ids))


@hooks.refresh_roots
def refresh_queue(party_ids: Sequence[int]) -> None:
    """Bring the steward's queue in step with the customers that were touched (R-267)."""
    items.refresh(party_ids)


@hooks.on_remove(Party)
def remove_addresses(parties: list[Party]) -> list[Any]:
    """A removed party takes its addresses along and is no customer from tomorrow on (R-096, R-028)."""
    services.end_customer_usage(parties)
    return [PartySite.objects.filter(party__in=parties)]


@hooks.on_restore(Party)
def restore_addresses(parties: list[Party]) -> list[Any]:
    """A restored party gets its addresses back and is a customer again if it was one (R-097, R-028)."""
    services.resume_customer_usage(parties)
    return [PartySite.objects.filter(party__in=parties)]


@hooks.on_remove(PartySite)
def keep_identifying(sites: list[PartySite]) -> None:
    """An identifying address stays while its party is active: another must take the flag first (R-056)."""
    identifying = [site for site in sites if site.identifying]
    if not identifying:
        return
    active = set(
        Party.objects.active()
        .filter(pk__in=[site.party_id for site in identifying])
        .values_list("pk", flat=True)
    )
    for site in identifying:
        if site.party_id in active:
            raise ValidationError(
                _("%(site)s is the identifying address; mark another address as identifying first.")
                % {"site": site}
            )


@hooks.on_restore(PartySite)
def require_active_party(sites: list[PartySite]) -> None:
    """An address is restored only under an active party (R-098)."""
    inactive = Party.objects.filter(pk__in=[site.party_id for site in sites]).exclude(status="A").first()
    if inactive is not None:
        raise ValidationError(_("%(party)s is inactive; restore the customer first.") % {"party": inactive})


@hooks.before_write(Location)
def refuse_unknown_addresses(locations: list[Location]) -> None:
    """An address that a strict country does not know is refused, with what is wrong (R-047)."""
    writing.refuse_unknown(locations)


@hooks.after_write(Location)
def tell_unknown_addresses(locations: list[Location]) -> None:
    """Elsewhere it is saved, with a notice and an entry for the steward, or silently (R-048, R-049)."""
    writing.tell_unknown(locations)


@hooks.after_write(Location)
def touch_customers_there(locations: list[Location]) -> None:
    """A changed address is in the history of every customer who has it, and in the words that find them (D-15)."""
    locations = [location for location in locations if not current().just_made(location)]
    if not locations:
        return
    there = PartySite.objects.filter(location__in=locations).order_by()
    customers: dict[int, set[int]] = defaultdict(set)
    for location_id, party_id in there.values_list("location_id", "party_id").distinct():
        customers[location_id].add(party_id)
    for location in locations:
        current().also_concerns(location, customers[location.pk])
        for party_id in customers[location.pk]:
            current().touch(Roots(root=party_id))


@hooks.on_remove(PartySourceReference)
@hooks.on_restore(PartySourceReference)
def guard_customer_references(references: list[PartySourceReference]) -> None:
    """The reference of a customer is retired and restored by a data steward, with a reason (R-031)."""
    services.guard_references(references)


@hooks.before_write(PartyDocument)
@hooks.on_remove(PartyDocument)
@hooks.on_restore(PartyDocument)
def guard_customer_documents(documents: list[PartyDocument]) -> None:
    """A confidential document is written by who may read it (R-264)."""
    kept.guard_documents(documents)
