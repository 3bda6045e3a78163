"""The tables of customer accounts."""

from accounts.models.account import Account
from accounts.models.former import FormerAccountNumber
from accounts.models.notes import AccountDocument, AccountNote
from accounts.models.reference import AccountSourceReference

__all__ = ["Account", "AccountDocument", "AccountNote", "AccountSourceReference", "FormerAccountNumber"]
