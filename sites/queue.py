"""What the steward's queue looks for at accounts and their sites (R-267)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from core.work import made_without
from parties.models import Party
from parties.queue.checks import Finding, check
from reference.lookups import meaning
from sites import rules
from sites.models import AccountSite, AddressMove, SiteUse
from sites.standing import Purpose, Standing, standing


@check(
    "not-ready",
    title=_("Not transaction-ready"),
    remedy=_("Give the account an active site with an active Bill To, or remove the account or its site."),
    reads=standing,
)
def not_transaction_ready(found: Standing) -> Iterator[Finding]:
    """Active accounts without an active site, and units in which their sites have no working bill-to (R-025)."""
    billed = {one.group[:2] for one in found.purposes if one.active and one.purpose == rules.BILL_TO}
    with_site = {account for account, _unit in found.places}
    for pk in sorted(found.accounts.keys() - with_site):
        yield _finding(found.accounts[pk], None)
    for pk, unit in sorted(found.places - billed):
        yield _finding(found.accounts[pk], unit)


@check(
    "no-primary",
    title=_("No primary purpose"),
    remedy=_("Make one of the active business purposes the primary."),
    reads=standing,
)
def without_primary(found: Standing) -> Iterator[Finding]:
    """Purposes that an account uses in a unit with no primary among them, as after an inactivation (D-3).

    Drawees have a check of their own.
    """
    used = [one for one in found.purposes if one.active and one.purpose != rules.DRAWEE]
    yield from _without_primary(found, used)


@check(
    "bills-not-ready",
    title=_("Not ready for bills receivable"),
    remedy=_("Restore or add a Drawee, or make one of the active Drawees the primary."),
    reads=standing,
)
def not_ready_for_bills(found: Standing) -> Iterator[Finding]:
    """Accounts that had drawees in a unit they are active in, and have no primary one any more (R-239, R-082)."""
    yield from _without_primary(found, [one for one in found.purposes if one.purpose == rules.DRAWEE])


def _without_primary(found: Standing, purposes: Sequence[Purpose]) -> Iterator[Finding]:
    """The groups of these purposes in which none is active and primary, in a fixed order."""
    primary = {one.group for one in purposes if one.active and one.primary}
    for account, unit, purpose in sorted({one.group for one in purposes} - primary):
        yield _finding(found.accounts[account], unit, purpose)


@check(
    "ship-to-waits",
    title=_("Ship To without working Bill To"),
    remedy=_("Choose another Bill To for the Ship To, or restore the one it has."),
    reads=standing,
)
def waiting_ship_tos(found: Standing) -> Iterator[Finding]:
    """Active ship-tos that are billed at an inactive bill-to (R-100)."""
    waiting = [one.pk for one in found.purposes if one.active and one.waits and one.purpose == rules.SHIP_TO]
    if not waiting:
        return
    for use in SiteUse.objects.filter(pk__in=waiting).select_related("account").order_by("pk"):
        yield Finding(
            party_id=use.account.party_id,
            subject=f"use:{use.pk}",
            label=f"{use.account.number} · {use}",
            url=use.get_absolute_url(),
            unit_id=use.unit_id,
        )


def _finding(account: Account, unit: int | None, purpose: str = "") -> Finding:
    """What is wanting at an account, in a unit, for a purpose."""
    parts = [f"account:{account.pk}", f"unit:{unit}" if unit else "", purpose]
    return Finding(
        party_id=account.party_id,
        subject=":".join(filter(None, parts)),
        label=" · ".join(filter(None, [account.number, purpose and meaning("SITE_USE_CODE", purpose)])),
        url=account.get_absolute_url(),
        unit_id=unit,
    )


@check(
    "move-failed",
    title=_("Move of an address failed"),
    remedy=_("Do what the reason says and change the move, or cancel it."),
)
def failed_moves(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Moves of addresses that could not be carried out on their day (R-268)."""
    if made_without(Party, party_ids, AddressMove):
        return
    moves = AddressMove.objects.filter(state=AddressMove.State.FAILED, party_site__party__in=party_ids)
    for move in moves.select_related("party_site").order_by("pk"):
        address = move.party_site
        yield Finding(
            party_id=address.party_id,
            subject=f"move:{move.pk}",
            label=f"{address.number} · {move.takes_effect:%Y-%m-%d}: {move.failure}"[:400],
            url=move.get_absolute_url(),
            unit_id=None,
        )


@check(
    "address-not-validated",
    title=_("Address not validated"),
    remedy=_("Correct the address, or dismiss this if it is right: the geography does not know every place."),
    reads=standing,
)
def addresses_not_validated(found: Standing) -> Iterator[Finding]:
    """Active account sites at an address with elements that its country does not know (R-048)."""
    if not found.unvalidated:
        return
    sites = AccountSite.objects.filter(pk__in=found.unvalidated)
    for site in sites.select_related("account", "party_site__location__country").order_by("pk"):
        yield Finding(
            party_id=site.account.party_id,
            subject=f"site:{site.pk}",
            label=f"{site.account.number} · {site.party_site.location}"[:400],
            url=site.get_absolute_url(),
            unit_id=site.unit_id,
        )
