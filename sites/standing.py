"""How the accounts of some customers stand: what the checks of the steward's queue look at, read once for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from accounts.models import Account
from sites.models import AccountSite

Place = tuple[int, int]


class Purpose(NamedTuple):
    """A business purpose at an active site of an active account."""

    pk: int
    account: int
    unit: int
    purpose: str
    active: bool
    primary: bool
    # Whether it is billed at a bill-to that is inactive.
    waits: bool

    @property
    def group(self) -> tuple[int, int, str]:
        """Of which there is one primary (D-3)."""
        return self.account, self.unit, self.purpose


@dataclass(frozen=True)
class Standing:
    """Active accounts of active customers by id, the (account, unit) of their active sites, and what is at those.

    `unvalidated` are the ids of active sites whose address has elements that its country does not know.
    """

    accounts: dict[int, Account]
    places: set[Place]
    unvalidated: set[int]
    purposes: list[Purpose]


_COLUMNS = (
    *("pk", "account_id", "unit_id", "party_site__location__unvalidated"),
    *("uses__pk", "uses__purpose", "uses__status", "uses__is_primary", "uses__bill_to__status"),
)


def standing(party_ids: Sequence[int]) -> Standing:
    """How the accounts of these customers stand; two queries, one where they have no active account."""
    active = Account.objects.active().filter(party__in=party_ids, party__status="A").order_by()
    found = Standing(
        {account.pk: account for account in active.only("pk", "party_id", "number")}, set(), set(), []
    )
    if not found.accounts:
        return found
    # By ids, not by a query within the query: the database need not guess how many accounts there are.
    sites = AccountSite.objects.active().filter(account__in=list(found.accounts)).order_by()
    for site, account, unit, unvalidated, use, *about in sites.values_list(*_COLUMNS):
        found.places.add((account, unit))
        if unvalidated is not None:
            found.unvalidated.add(site)
        if use is not None:
            purpose, status, primary, bill_to = about
            found.purposes.append(
                Purpose(use, account, unit, purpose, status == "A", primary, bill_to == "I")
            )
    return found
