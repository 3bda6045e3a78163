"""Changing where an address is: for all who share the place, or for one of them. Call these inside a unit of work."""

from collections.abc import Sequence

from core import work as units
from core import writes
from core.history import differences, held, tracked_fields
from core.work import current
from parties.models import Location, Party, PartySite


def change_for_all(location: Location, *, version: int) -> Location:
    """Save the changed place for every customer who has it, in whatever operating unit (R-061, D-15).

    The customers are locked before the place, as everywhere. Raises ValidationError, StaleRecord, or TooManyRoots for
    a page: then the program `change-address` does it.
    """
    if current().refreshes:
        current().hold(set(customers_at(location.pk)))
    return writes.save(location, version=version)


def change_only_here(address: PartySite, location: Location, *, version: int) -> PartySite:
    """Give one address of a customer a place of its own, with the values of `location` (R-061).

    All its account sites go with it; whoever shared the former place keeps that as it was. Without a difference
    nothing is done (R-229). Raises ValidationError or StaleRecord.
    """
    writes.lock(Party.objects.filter(pk=address.party_id))
    if not differences(held(address.location), location):
        return address
    names = [field.attname for field in tracked_fields(Location)]
    own: Location = writes.save(Location(**{name: getattr(location, name) for name in names}))
    address.location = own
    saved: PartySite = writes.save(address, version=version)
    return saved


def customers_at(location_id: int, after: int = 0, most: int | None = None) -> Sequence[int]:
    """The customers who have an address at this place, by key; those after a key, at most so many."""
    rows = PartySite.objects.filter(location=location_id, party__gt=after).order_by("party_id")
    found = rows.values_list("party_id", flat=True).distinct()
    return list(found if most is None else found[:most])


def is_for_the_background(location: Location) -> bool:
    """True when more customers have an address at this place than a page changes at once."""
    return len(customers_at(location.pk, most=units.MOST_ROOTS + 1)) > units.MOST_ROOTS
