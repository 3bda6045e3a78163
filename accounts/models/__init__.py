"""The tables of customer accounts."""

from accounts.models.account import Account
from accounts.models.former import FormerAccountNumber
from accounts.models.reference import AccountSourceReference

__all__ = ["Account", "AccountSourceReference", "FormerAccountNumber"]
