"""Planning, changing and cancelling the move of an address (R-268)."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import writes
from core.clock import today
from core.exceptions import refusal
from core.text import fold
from core.work import current
from parties.models import Location, Party, PartySite
from reference.options import options
from sites.models import AddressMove
from sites.moves.carrying_out import carry_out

State = AddressMove.State
LONGEST_REASON = 240


def plan_move(
    address: PartySite, location: Location, *, takes_effect: datetime.date, number: str = ""
) -> AddressMove:
    """Let an address of a customer give way to a new one (without a row yet) on a day (R-268).

    On a day that has come it is carried out at once. The reason is that of the unit of work. "Today" is the
    installation's, for an address belongs to no operating unit (D-17). Raises ValidationError.
    """
    writes.lock(Party.objects.filter(pk=address.party_id))
    [address] = writes.lock(PartySite.objects.filter(pk=address.pk))
    if not address.is_active:
        raise ValidationError(_("The address %(address)s is inactive.") % {"address": address})
    move = AddressMove(party_site=address, takes_effect=takes_effect, number=number)
    move.why = current().reason[:LONGEST_REASON]
    _require_number(move)
    move.location = writes.save(location)
    return _carried_out_when_due(writes.save(move))


def change_move(move: AddressMove, location: Location, *, version: int, location_version: int) -> AddressMove:
    """Save another day, number or address of a move that is not done; one that had failed is planned again.

    Each of the two rows is saved against the version that was opened (D-19).
    """
    writes.lock(Party.objects.filter(pk=move.party_site.party_id))
    _require_open(move)
    _require_number(move)
    move.state, move.failure = State.PLANNED, ""
    move = writes.save(move, version=version)
    move.location = writes.save(location, version=location_version)
    return _carried_out_when_due(move)


def cancel_move(move: AddressMove, *, version: int) -> AddressMove:
    """Call a move off that is not done; the address stays where it is."""
    writes.lock(Party.objects.filter(pk=move.party_site.party_id))
    _require_open(move)
    move.state, move.failure = State.CANCELLED, ""
    cancelled: AddressMove = writes.save(move, version=version)
    return cancelled


def fail_move(move: AddressMove, why: str) -> AddressMove:
    """Note why a move could not be carried out; a steward's queue tells of it (R-267).

    One that somebody else carried out or cancelled meanwhile stays as it is.
    """
    [move] = writes.lock(AddressMove.objects.filter(pk=move.pk))
    if move.state != State.PLANNED:
        return move
    move.state, move.failure = State.FAILED, why[:500]
    failed: AddressMove = writes.save(move)
    return failed


def _carried_out_when_due(move: AddressMove) -> AddressMove:
    return carry_out(move) if move.takes_effect <= today() else move


def _require_open(move: AddressMove) -> None:
    [stored] = writes.lock(AddressMove.objects.filter(pk=move.pk))
    if not stored.is_open:
        state = stored.get_state_display()
        raise ValidationError(_("This move is not planned any more (%(state)s).") % {"state": state})


def _require_number(move: AddressMove) -> None:
    """The number of the new address is free, or generated (R-065)."""
    if not move.number.strip():
        if not options().generate_site_number:
            raise refusal(move, {"number": _("Enter the site number: it is not generated.")})
    elif PartySite.objects.filter(number_key=fold(move.number)).exists():
        raise refusal(move, {"number": _("Another address has this site number.")})
