"""Account Site Overview: its tabs, in order. A new tab is added here and nowhere else."""

from core.desk import recent
from core.pages.history import HistoryTab
from core.pages.overviews import Overview, Tab
from customers.pages.kept import kinds
from customers.pages.kept.tab import NotesTab
from sites.models import AccountSite
from sites.pages.details_tab import DetailsTab
from sites.pages.header import site_header
from sites.pages.purposes_tab import PurposesTab

SITE = Overview(
    queryset=AccountSite.objects.for_overview,
    header=site_header,
    compare="sites:compare",
    tabs=[
        Tab(PurposesTab, "sites:overview"),
        Tab(DetailsTab, "sites:details", "details/"),
        Tab(
            NotesTab,
            "sites:notes",
            "notes/",
            {"kind": kinds.SITE, "permission": "customer_sites.view_sitenote"},
        ),
        Tab(HistoryTab, "sites:history", "history/", {"arm": "leaf"}),
    ],
)
recent.remember(
    AccountSite,
    permission="customer_sites.view_siteuse",
    rows=AccountSite.objects.for_overview,
    about=lambda site: site.account.party,
)
