"""Account Site Overview, Business Purposes: what the site is used for."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages.header import Action
from core.pages.views import SubtabView
from sites.models import SiteUse
from sites.pages.tables import UseFilter, UseTable


class PurposesTab(SubtabView):
    """The purposes of one site."""

    help: Any = _(
        "What the site is used for. Of each purpose an account has one primary in an operating unit: "
        "it is taken where nothing else is said."
    )
    label = _("Business Purposes")
    permission = "customer_sites.view_siteuse"
    table_class = UseTable
    filterset_class = UseFilter

    def rows(self) -> Any:
        """Every purpose of the site."""
        return SiteUse.objects.for_table().filter(site=self.record)

    def get_actions(self) -> Sequence[Action]:
        """Another row, while the site is in use (R-098)."""
        if not self.record.is_active:
            return ()
        address = reverse("sites:add-purposes", args=[self.record.pk])
        return [Action(_("Add Another Row"), address, "customer_sites.add_siteuse", icon="plus")]
