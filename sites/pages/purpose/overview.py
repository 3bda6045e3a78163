"""Account Site Business Purpose: one purpose of an account site, rendered by what it is for (R-086)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.desk import recent
from core.pages.header import Part
from core.pages.history import HistoryTab, changes_of
from core.pages.overviews import Overview, Tab
from core.pages.views import SubtabView
from sites.models import SiteUse
from sites.pages.purpose.header import purpose_header
from sites.pages.purpose.parts import parts_of


class PurposeTab(SubtabView):
    """Everything that is kept of a purpose."""

    help: Any = _(
        "What is kept of one business purpose. What can be entered depends on what the purpose is for; an empty "
        "ledger account is shown with the account in effect and where it comes from."
    )
    label = _("Details")
    permission = "customer_sites.view_siteuse"

    def get_parts(self) -> Sequence[Part]:
        """The regions that its purpose has."""
        return parts_of(self.record)


class PurposeHistoryTab(HistoryTab):
    """What was changed in one purpose."""

    help: Any = _(
        "Every change to this purpose: who made it, by which door, when and why, with old and new value."
    )

    def rows(self) -> Any:
        """Of the changes filed under the site those of the purpose."""
        changes = changes_of("leaf", self.record.site_id, self.user).filter(
            model=SiteUse._meta.label_lower, object_id=self.record.pk
        )
        return changes.filter(at__lte=self.past.moment) if self.past else changes


PURPOSE = Overview(
    queryset=SiteUse.objects.for_overview,
    header=purpose_header,
    keys=("site_id", "pk"),
    tabs=[
        Tab(PurposeTab, "sites:purpose"),
        Tab(PurposeHistoryTab, "sites:purpose-history", "history/"),
    ],
)
recent.remember(
    SiteUse,
    permission="customer_sites.view_siteuse",
    rows=SiteUse.objects.with_site,
    about=lambda use: f"{use.account.party} · {use.site}",
)
