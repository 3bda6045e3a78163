"""What the head of an account site says about the move of its address (R-268)."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.asof import moment_of
from core.dates import date_text
from core.pages.header import Action, Fact
from core.pages.pills import Pill
from sites.models import AccountSite, AddressMove
from sites.moves import came_from, moves_about, open_move, went_to


def facts(site: AccountSite) -> list[Fact]:
    """Where its address is going to be; where it went, or came from."""
    moment = moment_of(site)
    if moment is not None:
        then = open_move(site.party_site, moment)
        return [_planned(then)] if then else []
    moves = moves_about(site.party_site)
    found = [_planned(move) for move in moves if move.is_open]
    if not any(move.state == AddressMove.State.DONE for move in moves):
        return found
    other = came_from(site) if site.is_active else went_to(site)
    if other is None:
        return found
    label = _("Moved From") if site.is_active else _("Moved To")
    return [*found, Fact(label, other.party_site.location, other.get_absolute_url())]


def _planned(move: AddressMove) -> Fact:
    if move.failure:
        return Fact(_("Move"), Pill(_("Move failed"), "bad"), move.get_absolute_url())
    names = {"day": date_text(move.takes_effect), "location": move.location}
    return Fact(_("Move"), _("Moves on %(day)s to %(location)s") % names, move.get_absolute_url())


def edit_address(site: AccountSite) -> Action:
    """To the place that the site shares with others, and back."""
    back = urlencode({"next": site.get_absolute_url()})
    address = reverse("addresses:change", args=[site.party_site_id])
    return Action(_("Edit Address"), f"{address}?{back}", "parties.change_location")
