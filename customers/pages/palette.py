"""What the command palette finds of customers and their accounts."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Account
from core.pages.page import allowed
from core.pages.palette import MOST, Entry, Group, palette_source
from core.text import fold
from customers.search import ALL, Criteria, find_customers
from parties.models import Party


@palette_source(order=30)
def accounts(user: Any, text: str) -> Iterable[Group]:
    """Accounts whose number begins with the text."""
    key = fold(text)
    if key and allowed(user, "customer_sites.view_accountsite"):
        found = Account.objects.for_table().filter(number_key__prefix=key)[:MOST]
        yield Group(_("Accounts"), [_account(account) for account in found])


def _account(account: Account) -> Entry:
    detail = _with_status(account.party.name, account)
    return Entry(str(account), account.get_absolute_url(), detail, icon="document-text")


@palette_source(order=40)
def customers(user: Any, text: str) -> Iterable[Group]:
    """Customers that the one search box would find, the likeliest first, and the way to all of them."""
    if not text or not allowed(user, "parties.view_party"):
        return
    if allowed(user, "accounts.view_account"):
        found = find_customers(Criteria(kind="", text=text, status=ALL), user)[:MOST]
        yield Group(_("Customers"), [_customer(party) for party in found])
    everything = f"{reverse('customers:search')}?{urlencode({'q': text})}"
    label = _("Search customers for “%(text)s”") % {"text": text}
    yield Group(_("Search"), [Entry(label, everything, icon="magnifying-glass")], last=True)


def _customer(party: Party) -> Entry:
    detail = _with_status(party.registry_id, party)
    return Entry(party.name, party.get_absolute_url(), detail, icon="building-office")


def _with_status(text: str, record: Any) -> str:
    return text if record.is_active else f"{text} · {record.get_status_display()}"
