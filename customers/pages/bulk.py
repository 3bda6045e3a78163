"""Changing many customers at once."""

from core.pages.bulk.view import BulkChange
from parties.models import Party


class ChangeCustomers(BulkChange):
    """What can be said of many customers alike."""

    permission = "parties.change_party"
    model = Party
    fields = ("category",)
