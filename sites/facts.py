"""What rules must know about other rows, asked for many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.models import SiteUse

Group = tuple[int, int, str]


@dataclass(frozen=True)
class PrimaryFacts:
    """Of which groups (account, unit, purpose) there is an active primary, and which had a primary ever."""

    active: dict[Group, int]
    former: frozenset[Group]


def primary_facts(account_ids: Iterable[int]) -> PrimaryFacts:
    """The facts for all groups of some accounts; one query."""
    rows = SiteUse.objects.filter(account_id__in=set(account_ids), is_primary=True)
    active: dict[Group, int] = {}
    former: set[Group] = set()
    for pk, status, *group in rows.values_list("pk", "status", "account_id", "unit_id", "purpose"):
        former.add(tuple(group))
        if status == "A":
            active[tuple(group)] = pk
    return PrimaryFacts(active, frozenset(former))


def transaction_ready(account_ids: Sequence[int]) -> set[int]:
    """Those of the accounts that have an active site with an active Bill To (R-025); one query."""
    uses = (
        SiteUse.objects.active()
        .bill_to()
        .filter(account_id__in=account_ids, site__status="A", account__status="A")
    )
    return set(uses.values_list("account_id", flat=True))
