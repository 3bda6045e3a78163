"""What the steward's queue looks for at accounts and their sites (R-267)."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from parties.queue.checks import Finding, check
from reference.lookups import meaning
from sites import rules
from sites.models import AccountSite, AddressMove, SiteUse
from sites.readiness import readiness


@check(
    "not-ready",
    title=_("Not transaction-ready"),
    remedy=_("Give the account an active site with an active Bill To, or remove the account or its site."),
)
def not_transaction_ready(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Active accounts without an active site, and units in which their sites have no working bill-to (R-025)."""
    # Asked by ids, not by a query within the queries: the database need not guess how many accounts there are.
    used = Account.objects.active().filter(party__in=party_ids, party__status="A").order_by()
    accounts = {account.pk: account for account in used.only("pk", "party_id", "number")}
    if not accounts:
        return
    in_use = AccountSite.objects.active().filter(account__in=list(accounts)).order_by()
    lacking = set(in_use.values_list("account_id", "unit_id"))
    with_site = {account for account, _unit in lacking}
    lacking -= readiness(SiteUse.objects.filter(account__in=list(accounts))).billing
    for pk in sorted(accounts.keys() - with_site):
        yield _finding(accounts[pk], None)
    for pk, unit in sorted(lacking):
        yield _finding(accounts[pk], unit)


@check(
    "no-primary",
    title=_("No primary purpose"),
    remedy=_("Make one of the active business purposes the primary."),
)
def without_primary(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Purposes that an account uses in a unit with no primary among them, as after an inactivation (D-3).

    Drawees have a check of their own.
    """
    groups = (
        SiteUse.objects.active()
        .filter(account__party__in=party_ids, account__status="A")
        .exclude(purpose=rules.DRAWEE)
        .order_by()
        .values_list("account_id", "unit_id", "purpose")
        .annotate(primaries=Count("pk", filter=Q(is_primary=True)))
        .filter(primaries=0)
    )
    yield from _findings((account, unit, purpose) for account, unit, purpose, _none in groups)


def _findings(wanted: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
    """What is wanting at (account, unit, purpose), in a fixed order."""
    places = sorted(wanted)
    accounts = Account.objects.in_bulk({account for account, _unit, _purpose in places}) if places else {}
    for account, unit, purpose in places:
        yield _finding(accounts[account], unit, purpose)


@check(
    "bills-not-ready",
    title=_("Not ready for bills receivable"),
    remedy=_("Restore or add a Drawee, or make one of the active Drawees the primary."),
)
def not_ready_for_bills(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Accounts that had drawees in a unit they are active in, and have no primary one any more (R-239, R-082)."""
    drawees = SiteUse.objects.filter(
        account__party__in=party_ids, account__status="A", purpose=rules.DRAWEE, site__status="A"
    )
    found = readiness(drawees)
    places = set(drawees.order_by().values_list("account_id", "unit_id").distinct())
    yield from _findings((account, unit, rules.DRAWEE) for account, unit in places - found.primary_drawee)


@check(
    "ship-to-waits",
    title=_("Ship To without working Bill To"),
    remedy=_("Choose another Bill To for the Ship To, or restore the one it has."),
)
def waiting_ship_tos(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Active ship-tos that are billed at an inactive bill-to (R-100)."""
    waiting = SiteUse.objects.working().filter(
        account__party__in=party_ids, purpose=rules.SHIP_TO, bill_to__status="I"
    )
    for use in waiting.select_related("account").order_by("pk"):
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
)
def addresses_not_validated(party_ids: Sequence[int]) -> Iterator[Finding]:
    """Active account sites at an address with elements that its country does not know (R-048)."""
    sites = AccountSite.objects.active().filter(
        account__party__in=party_ids, party_site__location__unvalidated__isnull=False
    )
    for site in sites.select_related("account", "party_site__location__country").order_by("pk"):
        yield Finding(
            party_id=site.account.party_id,
            subject=f"site:{site.pk}",
            label=f"{site.account.number} · {site.party_site.location}"[:400],
            url=site.get_absolute_url(),
            unit_id=site.unit_id,
        )
