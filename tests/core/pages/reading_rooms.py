"""The reading rooms of the house: lists, an overview with its tabs, a page without tabs."""

from accounts.models import Account
from core.pages.columns import ActionsColumn, CodeColumn, Column, FlagColumn, LinkColumn, StatusColumn
from core.pages.filters import FilterSet, StatusFilter
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.history import HistoryTab
from core.pages.overviews import Overview, Tab
from core.pages.pills import Pill
from core.pages.tables import Table
from core.pages.views import ListPage, RecordPage, SubtabView
from parties.models import Party
from sites.models import AccountSite, SiteUse


class PartyTable(Table):
    name = LinkColumn()
    registry_id = CodeColumn()
    alias = Column()
    kind = Column()
    status = StatusColumn()

    class Meta:
        empty_text = "No customers yet. Create the first one with Create Customer."


class PartyFilter(FilterSet):
    status = StatusFilter()


class PartyList(ListPage):
    permission = "parties.view_party"
    title = "Customers"
    queryset = Party.objects.order_by("name_key", "pk")
    table_class = PartyTable
    filterset_class = PartyFilter

    def get_actions(self):
        return [
            Action("Import", "/import/", "core.add_jobrun", icon="arrow-up-tray"),
            Action("Create Customer", "/create/", "parties.add_party", "primary", "plus", "create"),
        ]


class SiteTable(Table):
    party_site = LinkColumn()
    unit = Column()
    purposes = Column(empty_values=(), orderable=False)
    status = StatusColumn()
    actions = ActionsColumn(
        lambda site: [
            Action("Remove", f"/sites/{site.pk}/remove/", "customer_sites.change_accountsite", "danger")
        ]
    )

    class Meta:
        empty_text = "This account has no sites in your operating units. Add one with Create Site."

    def render_purposes(self, record):
        return ", ".join(use.get_purpose_display() for use in record.active_uses) or "–"


class SiteFilter(FilterSet):
    status = StatusFilter()


class SitesTab(SubtabView):
    label = "Sites"
    permission = "customer_sites.view_accountsite"
    table_class = SiteTable
    filterset_class = SiteFilter

    def rows(self):
        return AccountSite.objects.for_table().filter(account=self.record)

    def get_actions(self):
        return [Action("Create Site", "/create/", "customer_sites.add_accountsite", icon="plus")]


def account_header(account, request):
    return Header(
        account.description or account.number,
        number=account.number,
        kind="Customer account",
        status=account,
        crumbs=[Crumb("Customers", "/customers/"), Crumb(account.party, account.party.get_absolute_url())],
        facts=[
            Fact("Customer", account.party, account.party.get_absolute_url()),
            Fact("Account type", account.get_account_type_display()),
            Fact("Established", account.established_date),
            Fact("Transaction-ready", Pill("No active bill-to", "warn")),
        ],
        details=[
            Fact("Role", account.get_role_display()),
            Fact("Termination date", account.termination_date),
        ],
        actions=[
            Action(
                "Edit",
                f"/accounts/{account.pk}/edit/",
                "accounts.change_account",
                icon="pencil-square",
                shortcut="edit",
            ),
            Action("Remove", f"/accounts/{account.pk}/remove/", "accounts.change_account", "danger"),
        ],
    )


ACCOUNT = Overview(
    queryset=lambda: Account.objects.select_related("party"),
    header=account_header,
    tabs=[
        Tab(SitesTab, "accounts:overview"),
        Tab(HistoryTab, "accounts:history", "history/", {"arm": "branch"}),
    ],
)


class SitePage(RecordPage):
    permission = "customer_sites.view_accountsite"
    queryset = AccountSite.objects.with_address()

    def get_header(self):
        return Header(self.record, status=self.record)


class Undeclared(ListPage):
    title = "No permission declared"
    queryset = Party.objects.all()
    table_class = PartyTable


class UseTable(Table):
    purpose = Column()
    location = CodeColumn()
    is_primary = FlagColumn("Primary", word="Primary")
    status = StatusColumn()


class UseList(ListPage):
    permission = "customer_sites.view_siteuse"
    title = "Business purposes"
    queryset = SiteUse.objects.for_table()
    table_class = UseTable
