"""Customer Overview, Whole Record: everything about the customer on one page, to be read or printed in one go."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.pages.tables import AccountTable
from core.pages.page import allowed
from core.pages.past import past_of
from core.pages.regions import Region, table_region
from core.pages.views import SubtabView
from customers.pages.kept.kinds import CUSTOMER
from customers.pages.kept.rows import documents_of, notes_of
from customers.pages.kept.tables import DocumentTable, NoteTable
from sites.models import AccountSite, SiteUse
from sites.pages.tables import SiteTable, UseTable

# Of each list; longer ones are exported.
MOST = 500


class WholeTab(SubtabView):
    """Accounts, sites and purposes of every status, and what is kept with them, each list on one page."""

    help: Any = _(
        "Everything about the customer on one page, inactive rows included, as it is printed. The lists hold at most "
        "500 rows each; export a list for the rest."
    )
    label = _("Whole Record")
    permission = "customer_sites.view_siteuse"

    def get_regions(self) -> Sequence[Region]:
        """Every list, without filters."""
        return [
            self._region(
                "accounts",
                _("Accounts"),
                AccountTable,
                Account.objects.for_table().filter(party=self.record),
                (),
            ),
            self._region(
                "sites",
                _("Sites"),
                SiteTable,
                AccountSite.objects.for_table().filter(account__party=self.record),
                ["site", "account", "address", "unit", "purposes", "status"],
            ),
            self._region(
                "purposes",
                _("Business Purposes"),
                UseTable,
                SiteUse.objects.for_whole_record().filter(account__party=self.record),
                ["purpose", "location", "account", "at_site", "unit", "bill_to", "primary", "status"],
            ),
            *self._kept(),
        ]

    def _kept(self) -> Sequence[Region]:
        """Notes and documents, which are read as they stand today."""
        if past_of(self.request) is not None:
            return ()
        lists = [
            ("notes", _("Notes"), NoteTable, notes_of, CUSTOMER.note),
            ("documents", _("Documents"), DocumentTable, documents_of, CUSTOMER.document),
        ]
        return [
            self._region(name, title, table, rows(CUSTOMER, self.record, self.user).together(), ())
            for name, title, table, rows, model in lists
            if allowed(self.user, CUSTOMER.permission("view", model))
        ]

    def _region(self, name: str, title: Any, table: Any, rows: Any, columns: Sequence[str]) -> Region:
        return table_region(
            self.request,
            rows,
            table,
            name=name,
            prefix=f"{name}-",
            title=title,
            columns=columns,
            most=MOST,
            # What is said elsewhere is about one account, one site, or a filter.
            empty_text="",
            exclude=["pick", "select", "customer", "actions"],
        )
