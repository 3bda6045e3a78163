"""Account Overview, Sites: where the user's operating units do business with the account (R-009, R-010)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages.views import SubtabView
from sites.models import AccountSite
from sites.pages.tables import SiteFilter, SiteTable


class SitesTab(SubtabView):
    """The account's sites in the units on the user's access list."""

    help: Any = _(
        "Where your operating units do business with the account. Each site belongs to one unit; what "
        "other units have is not shown."
    )
    label = _("Sites")
    permission = "customer_sites.view_accountsite"
    table_class = SiteTable
    filterset_class = SiteFilter

    def rows(self) -> Any:
        """Every site of the account; the page leaves out those of other units."""
        return AccountSite.objects.for_table().filter(account=self.record)
