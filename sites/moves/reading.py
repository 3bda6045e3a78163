"""What is known of the moves of an address: the one that is planned, where it went, where it came from."""

import datetime

from django.db.models import Q

from core import asof
from parties.models import PartySite
from sites.models import AccountSite, AddressMove


def open_move(address: PartySite, moment: datetime.datetime | None = None) -> AddressMove | None:
    """The move of an address that is planned, or failed and not decided yet; as of a moment where one is given."""
    moves = AddressMove.objects.with_addresses().filter(party_site=address.pk)
    if moment is None:
        return moves.open().first()
    return next((move for move in asof.at(moves, moment) if move.is_open), None)


def moves_about(address: PartySite) -> list[AddressMove]:
    """The moves from an address and to it that count: planned, failed or done; one query where there is none.

    Nothing is joined: a database that takes the tables for empty joins them all before it looks for the address.
    """
    about = Q(party_site=address.pk) | Q(successor=address.pk)
    moves = AddressMove.objects.filter(about).exclude(state=AddressMove.State.CANCELLED)
    return list(moves.prefetch_related("location__country").order_by("pk"))


def went_to(site: AccountSite) -> AccountSite | None:
    """The account site in whose place this one was; None where its address never moved (R-268).

    A reference in another system stays with the site that it names; this tells who goes on in its place.
    """
    return (
        AccountSite.objects.with_address()
        .filter(
            account=site.account_id, unit=site.unit_id, party_site__arrivals__party_site=site.party_site_id
        )
        .first()
    )


def came_from(site: AccountSite) -> AccountSite | None:
    """The account site that this one took the place of; None where there is none."""
    return (
        AccountSite.objects.with_address()
        .filter(account=site.account_id, unit=site.unit_id, party_site__moves__successor=site.party_site_id)
        .first()
    )
