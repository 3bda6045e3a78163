"""Changing many accounts at once."""

from accounts.models import Account
from core.pages.bulk.view import BulkChange


class ChangeAccounts(BulkChange):
    """What can be said of many accounts alike. The role is not among it: it can make a customer of a vendor (R-028)."""

    permission = "accounts.change_account"
    model = Account
    fields = ("classification", "sales_channel", "account_type")
