"""How much goes and comes with a customer, counted over what the user may see."""

from typing import Any

from accounts.models import Account
from parties.models import Party, PartySite
from sites.models import AccountSite, SiteUse


def counts_of_removal(party: Party, user: Any) -> dict[str, int]:
    """The active rows under a customer."""
    return _counts(party, user, status="A")


def counts_of_restoring(party: Party, user: Any) -> dict[str, int]:
    """The rows that were removed together with the customer (D-11)."""
    return _counts(party, user, status="I", removed_with_parent=True)


def _counts(party: Party, user: Any, **which: Any) -> dict[str, int]:
    return {
        "accounts": Account.objects.filter(party=party, **which).count(),
        "sites": AccountSite.objects.visible_to(user).filter(account__party=party, **which).count(),
        "uses": SiteUse.objects.visible_to(user).filter(account__party=party, **which).count(),
        "addresses": PartySite.objects.filter(party=party, **which).count(),
    }
