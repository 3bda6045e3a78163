"""Carrying out the move of an address, in one unit of work: whole or not at all (R-268)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.dates import date_text
from core.work import because, current
from parties.models import Party, PartySite
from parties.services import add_addresses
from sites.models import AccountSite, AddressMove, SiteUse
from sites.moves.arriving import arrive, take_over_ship_tos


def carry_out(move: AddressMove) -> AddressMove:
    """Put a new address in the place of the old one; answers the move.

    The customer gets a new address with the old one's name, addressee and identifying mark. Each active account site
    at the old address, in whatever operating unit (D-15), goes on as a new one with the same details and active
    purposes: their settings, which is primary, and where they bill. Ship-tos elsewhere that are billed at the old
    ones are billed at the new ones. The old rows become inactive and keep what had been removed before, their notes,
    documents and references. Raises ValidationError where that cannot be: nothing is changed then.
    """
    writes.lock(Party.objects.filter(pk=move.party_site.party_id))
    [move] = writes.lock(AddressMove.objects.filter(pk=move.pk))
    _refuse(move)
    _tell_why(move)
    accounts = AccountSite.objects.active().filter(party_site=move.party_site_id).order_by().values("account")
    writes.lock(Account.objects.filter(pk__in=accounts))
    [old] = writes.lock(PartySite.objects.filter(pk=move.party_site_id))
    [new] = add_addresses([_address_after(move, old)])
    _move_sites(old, new)
    writes.remove_many(PartySite.objects.filter(pk=old.pk))
    move.state, move.successor = AddressMove.State.DONE, new
    done: AddressMove = writes.save(move)
    return done


def _refuse(move: AddressMove) -> None:
    """A move is carried out once, and only while the address is in use."""
    if move.state != AddressMove.State.PLANNED:
        state = move.get_state_display()
        raise ValidationError(_("This move is not planned any more (%(state)s).") % {"state": state})
    address = PartySite.objects.select_related("party").get(pk=move.party_site_id)
    if not address.party.is_active:
        raise ValidationError(
            _("The customer %(party)s was removed meanwhile; restore it, or cancel the move.")
            % {"party": address.party}
        )
    if not address.is_active:
        raise ValidationError(
            _("The address %(address)s was removed meanwhile; restore it, or cancel the move.")
            % {"address": address}
        )


def _tell_why(move: AddressMove) -> None:
    """History says of each row that it moved, from which day on, and why."""
    if not current().reason:
        day = date_text(move.takes_effect)
        because(_("Address moved on %(day)s. %(why)s") % {"day": day, "why": move.why})


def _address_after(move: AddressMove, old: PartySite) -> PartySite:
    return PartySite(
        party_id=old.party_id,
        location=move.location,
        number=move.number,
        name=old.name,
        addressee=old.addressee,
        mail_stop=old.mail_stop,
        identifying=old.identifying,
    )


def _move_sites(old: PartySite, new: PartySite) -> None:
    """The old ones go first, for the new ones take over what only one active row may have."""
    sites = writes.lock(AccountSite.objects.active().filter(party_site=old))
    uses = writes.lock(SiteUse.objects.active().filter(site__in=sites))
    writes.remove_many(AccountSite.objects.filter(pk__in=[site.pk for site in sites]))
    arrived = arrive(sites, uses, new)
    take_over_ship_tos(arrived)
