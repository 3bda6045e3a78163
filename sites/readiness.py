"""What an account can be used for, and in words what is lacking: billing (R-025, R-099), bills receivable (R-239).

An account is ready in an operating unit. Who asks narrows the purposes to the units of the user: what other units
have does not exist for him.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import Account
from core import asof
from core.asof import moment_of
from core.scope import visible_units
from parties.models import Party
from sites import past, rules
from sites.models import AccountSite, SiteUse
from sites.querysets import SiteUseQuerySet

Place = tuple[int, int]


@dataclass(frozen=True)
class Readiness:
    """In which (account, unit) there is a working bill-to, a working drawee, and one that is primary."""

    billing: set[Place] = field(default_factory=set)
    drawee: set[Place] = field(default_factory=set)
    primary_drawee: set[Place] = field(default_factory=set)

    def add(self, place: Place, purpose: str, is_primary: bool) -> None:
        """Count one working purpose."""
        if purpose == rules.BILL_TO:
            self.billing.add(place)
        elif purpose == rules.DRAWEE:
            self.drawee.add(place)
            if is_primary:
                self.primary_drawee.add(place)

    def tells(self, purpose: str) -> tuple[str, str]:
        """In a word or two whether it is ready, and in which tone that is shown."""
        if purpose == rules.BILL_TO:
            return (_("Yes"), "ok") if self.billing else (_("No active Bill To"), "warn")
        if not self.drawee:
            return _("No active Drawee"), "off"
        return (_("Yes"), "ok") if self.primary_drawee else (_("Yes, no primary Drawee"), "warn")

    def lacks_for_bills(self, needs_primary: bool = False) -> str:
        """What keeps from drawing bills receivable, in words; "" where nothing does (R-239).

        `needs_primary` where a receipt method puts all of a customer's invoices on one bill (R-082).
        """
        if not self.drawee:
            return _("There is no active Drawee in your operating units.")
        if needs_primary and not self.primary_drawee:
            return _("There is no primary Drawee in your operating units.")
        return ""


def readiness(uses: SiteUseQuerySet, moment: datetime.datetime | None = None) -> Readiness:
    """What `uses` make ready, now or at a moment; one query now."""
    found = Readiness()
    asked = uses.filter(purpose__in=[rules.BILL_TO, rules.DRAWEE])
    if moment is None:
        rows = (
            asked.working()
            .order_by()
            .values_list("account_id", "unit_id", "purpose", "is_primary")
            .distinct()
        )
        for account, unit, purpose, is_primary in rows:
            found.add((account, unit), purpose, is_primary)
        return found
    for use in asof.at(asked.select_related("site", "account"), moment):
        if past.worked(use):
            found.add((use.account_id, use.unit_id), use.purpose, use.is_primary)
    return found


def by_account(
    accounts: Sequence[int], user: Any, moment: datetime.datetime | None = None
) -> dict[int, Readiness]:
    """What each of some accounts is ready for in the units of `user`; one query."""
    uses = SiteUse.objects.visible_to(user).filter(account__in=accounts)
    return _grouped(readiness(uses, moment), {account: account for account in accounts})


def by_customer(parties: Sequence[int], user: Any) -> dict[int, Readiness]:
    """What the accounts of each of some customers are ready for in the units of `user`; two queries."""
    owners = dict(Account.objects.filter(party__in=parties).order_by().values_list("pk", "party_id"))
    uses = SiteUse.objects.visible_to(user).filter(account__in=owners)
    return _grouped(readiness(uses), owners)


def _grouped(found: Readiness, groups: dict[int, int]) -> dict[int, Readiness]:
    """What was found, by the group that each account is in."""
    grouped: dict[int, Readiness] = defaultdict(Readiness)
    for name in ("billing", "drawee", "primary_drawee"):
        for account, unit in getattr(found, name):
            getattr(grouped[groups[account]], name).add((account, unit))
    return grouped


@dataclass(frozen=True)
class Lacking:
    """What keeps an account from being used, in words; empty where nothing does.

    `units` are those in which a site of the account cannot be billed, while in another one it can.
    """

    billing: Sequence[str]
    bills: Sequence[str]
    found: Readiness = field(default_factory=Readiness)
    units: Sequence[str] = ()


def lacking(account: Account, user: Any, *, needs_primary: bool = False) -> Lacking:
    """Why an account is not ready for billing and for bills receivable in the units of `user` (R-025, R-239)."""
    if not account.is_active:
        return Lacking([_("The account is inactive.")], [_("The account is inactive.")])
    moment = moment_of(account)
    found = readiness(SiteUse.objects.visible_to(user).filter(account=account), moment)
    bills = found.lacks_for_bills(needs_primary)
    units = [] if moment else _units_without_bill_to(account, user, found)
    return Lacking(_billing(account, user, found, moment), [bills] if bills else [], found, units)


def _units_without_bill_to(account: Account, user: Any, found: Readiness) -> list[str]:
    """Where the account has active sites and no working bill-to, though it has one elsewhere (several units only)."""
    if not found.billing or len(visible_units(user)) == 1:
        return []
    billed = [unit for _account, unit in found.billing]
    sites = AccountSite.objects.visible_to(user).active().filter(account=account).exclude(unit__in=billed)
    return list(sites.order_by("unit__name_key").values_list("unit__name", flat=True).distinct())


def _billing(account: Account, user: Any, found: Readiness, moment: datetime.datetime | None) -> list[str]:
    if found.billing:
        return []
    sites = AccountSite.objects.visible_to(user).filter(account=account)
    if past.had_active_site(sites, moment) if moment else sites.active().exists():
        return [_("There is no active Bill To in your operating units.")]
    return [_("There is no active site in your operating units.")]


def of_customer(party: Party, user: Any) -> Readiness:
    """What the accounts of a customer are ready for in the units of `user`."""
    return readiness(SiteUse.objects.filter(account__party=party).visible_to(user), moment_of(party))


def is_ready(user: Any, purpose: str, unit: Any = None) -> Exists:
    """Whether an account has a working purpose in the units of `user`, for a query of accounts (by one index).

    An active purpose is on an active site of an active account (R-098), so that only the purposes are asked.
    """
    uses = SiteUse.objects.visible_to(user).active().filter(account=OuterRef("pk"), purpose=purpose)
    return Exists(uses.filter(unit=unit) if unit else uses)


def ready_accounts(
    user: Any, *, unit: Any = None, billing: bool | None = None, bills: bool | None = None
) -> Q:
    """The condition on accounts that are, or are not, ready; None asks for nothing."""
    condition = Q()
    for wanted, purpose in ((billing, rules.BILL_TO), (bills, rules.DRAWEE)):
        if wanted is not None:
            ready = is_ready(user, purpose, unit)
            condition &= Q(ready) if wanted else ~Q(ready)
    return condition
