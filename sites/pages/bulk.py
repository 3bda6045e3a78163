"""Changing many account sites at once."""

from core.pages.bulk.view import BulkChange
from sites.models import AccountSite


class ChangeSites(BulkChange):
    """What can be said of many account sites of the user's units alike."""

    permission = "customer_sites.change_accountsite"
    model = AccountSite
    fields = ("category", "salesperson", "territory", "language")
    related = ("party_site",)
