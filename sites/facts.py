"""What rules must know about other rows, asked for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Account
from core.asof import moment_of
from core.work import made_without
from reference.lookups import meaning
from sites import past
from sites.models import AccountSite, SiteUse

Group = tuple[int, int, str]


@dataclass(frozen=True)
class PrimaryFacts:
    """Of which groups (account, unit, purpose) there is an active primary, and which had a primary ever."""

    active: dict[Group, int]
    former: frozenset[Group]


def primary_facts(account_ids: Iterable[int]) -> PrimaryFacts:
    """The facts for all groups of some accounts; one query, none where a unit of work made the accounts just now."""
    accounts = set(account_ids)
    if made_without(Account, accounts, SiteUse):
        return PrimaryFacts({}, frozenset())
    rows = SiteUse.objects.filter(account_id__in=accounts, is_primary=True).order_by()
    active: dict[Group, int] = {}
    former: set[Group] = set()
    for pk, status, *key in rows.values_list("pk", "status", "account_id", "unit_id", "purpose"):
        group: Any = tuple(key)
        former.add(group)
        if status == "A":
            active[group] = pk
    return PrimaryFacts(active, frozenset(former))


def purposes_without_primary(site: AccountSite) -> list[str]:
    """The purposes of a site whose group (account, unit, purpose) is in use and has no primary (D-3), in words."""
    moment = moment_of(site)
    if moment:
        return [meaning("SITE_USE_CODE", code) for code in past.purposes_without_primary(site, moment)]
    here = SiteUse.objects.filter(site=site).values("purpose")
    groups = (
        SiteUse.objects.active()
        .filter(account=site.account_id, unit=site.unit_id, purpose__in=here)
        .order_by("purpose")
        .values("purpose")
        .annotate(primaries=Count("pk", filter=Q(is_primary=True)))
        .filter(primaries=0)
    )
    return [meaning("SITE_USE_CODE", group["purpose"]) for group in groups]


def billed_at(bill_tos: QuerySet[SiteUse]) -> QuerySet[SiteUse]:
    """The active ship-tos that are billed at an active one of `bill_tos` (R-100)."""
    return SiteUse.objects.active().filter(bill_to__in=bill_tos.filter(status="A").order_by().values("pk"))


def waiting_for(bill_tos: QuerySet[SiteUse]) -> QuerySet[SiteUse]:
    """The active ship-tos that are not ready: they are billed at an inactive one of `bill_tos` (R-100)."""
    return SiteUse.objects.active().filter(bill_to__in=bill_tos.filter(status="I").order_by().values("pk"))


def replacements_for(bill_to: SiteUse) -> QuerySet[SiteUse]:
    """The other working bill-tos of its account and operating unit, the primary first (R-100)."""
    rows = SiteUse.objects.working_bill_tos().filter(account=bill_to.account_id, unit=bill_to.unit_id)
    return rows.exclude(pk=bill_to.pk).order_by("-is_primary", "location_key", "pk")


def related_contact_sites(account: Account) -> QuerySet[AccountSite]:
    """Sites of other parties that *Show related contact sites* adds to those of `account` (R-068): none yet.

    The one place of that question. Relationships will join here: account sites of this account at addresses of a
    related party; and loads from other systems: sites that are linked to the account by a source reference. The rows
    are still narrowed by `visible_to`, and each page says whose they are and why they are there.
    """
    return AccountSite.objects.none().filter(account=account)
