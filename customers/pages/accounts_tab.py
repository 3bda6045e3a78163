"""Customer Overview, Accounts: the accounts, and the sites of the selected one (R-008 to R-011, R-232)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from accounts.pages.tables import AccountFilter, AccountTable, create_site
from core.pages.regions import Region, table_region
from core.pages.views import SubtabView
from sites.models import AccountSite
from sites.pages.tables import SiteFilter, SiteTable


class AccountsTab(SubtabView):
    """Two regions: accounts, and below them the sites of the one that is selected."""

    help: Any = gettext_lazy(
        "The accounts of the customer, and below them the sites of the marked account in your "
        "operating units. Removing something asks first and says what follows; an inactive row can be "
        "restored."
    )
    label = gettext_lazy("Accounts")
    permission = "accounts.view_account"

    def get_regions(self) -> Sequence[Region]:
        """The accounts; with one of them selected, its sites under the filters that are set (R-232)."""
        accounts = table_region(
            self.request,
            Account.objects.for_table().filter(party=self.record),
            AccountTable,
            AccountFilter,
            name="accounts",
            title=_("Accounts"),
            leads=True,
            counted=True,
        )
        rows = [row.record for row in accounts.table.page.object_list]
        wanted = self.request.GET.get("account", "")
        selected = next((row for row in rows if str(row.pk) == wanted), rows[0] if rows else None)
        if selected is None:
            return [accounts]
        accounts.table.selected = selected.pk
        return [accounts, self.sites_of(selected)]

    def sites_of(self, account: Account) -> Region:
        """The sites of an account in the user's units (R-010)."""
        return table_region(
            self.request,
            AccountSite.objects.for_table().filter(account=account),
            SiteTable,
            SiteFilter,
            name="sites",
            prefix="site-",
            counted=True,
            title=_("Sites of account %(number)s") % {"number": account.number},
            actions=[create_site(account)] if account.is_active else [],
        )
