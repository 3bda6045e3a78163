"""Account Overview: its tabs, in order. A new tab is added here and nowhere else."""

from accounts.models import Account
from accounts.pages.header import account_header
from accounts.pages.sites_tab import SitesTab
from core.desk import recent
from core.pages.history import HistoryTab
from core.pages.overviews import Overview, Tab
from customers.pages.kept import kinds
from customers.pages.kept.tab import NotesTab

ACCOUNT = Overview(
    queryset=Account.objects.for_overview,
    header=account_header,
    compare="accounts:compare",
    tabs=[
        Tab(SitesTab, "accounts:overview"),
        Tab(
            NotesTab,
            "accounts:notes",
            "notes/",
            {"kind": kinds.ACCOUNT, "permission": "accounts.view_accountnote"},
        ),
        Tab(HistoryTab, "accounts:history", "history/", {"arm": "branch"}),
    ],
)
recent.remember(
    Account,
    permission="customer_sites.view_accountsite",
    rows=Account.objects.for_overview,
    about=lambda account: account.party,
)
