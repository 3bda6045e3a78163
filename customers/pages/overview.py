"""Customer Overview: its tabs, in order. A new tab is added here and nowhere else."""

from core.desk import recent
from core.pages.history import HistoryTab
from core.pages.overviews import Overview, Tab
from customers.pages.accounts_tab import AccountsTab
from customers.pages.addresses.tab import AddressesTab
from customers.pages.header import customer_header
from customers.pages.kept import kinds
from customers.pages.kept.tab import NotesTab
from customers.pages.whole_tab import WholeTab
from parties.models import Party

CUSTOMER = Overview(
    queryset=Party.objects.with_details,
    header=customer_header,
    compare="customers:compare",
    tabs=[
        Tab(AccountsTab, "customers:overview"),
        Tab(AddressesTab, "customers:addresses", "addresses/"),
        Tab(
            NotesTab,
            "customers:notes",
            "notes/",
            {"kind": kinds.CUSTOMER, "permission": "parties.view_partynote"},
        ),
        Tab(WholeTab, "customers:whole", "whole/"),
        Tab(HistoryTab, "customers:history", "history/", {"arm": "root"}),
    ],
)
recent.remember(
    Party, permission="accounts.view_account", rows=Party.objects.all, about=lambda party: party.registry_id
)
