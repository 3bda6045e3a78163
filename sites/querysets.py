"""Reading account sites and their business purposes, always within the user's operating units."""

from typing import Self

from django.db.models import Prefetch

from core.querysets import UnitOwnedQuerySet


class AccountSiteQuerySet(UnitOwnedQuerySet):
    """Account sites: each belongs to one operating unit (D-1)."""

    def with_address(self) -> Self:
        """With what names and places a site."""
        return self.select_related("unit", "party_site__location__country")

    def for_table(self) -> Self:
        """With what a list shows: address, unit and the active business purposes, in three queries at most."""
        from sites.models import SiteUse

        uses = SiteUse.objects.active().order_by("-is_primary", "purpose")
        return (
            self.with_address()
            .select_related("account__party")
            .prefetch_related(Prefetch("uses", queryset=uses, to_attr="active_uses"))
            .order_by("party_site__number_key", "pk")
        )


class SiteUseQuerySet(UnitOwnedQuerySet):
    """Business purposes."""

    def bill_to(self) -> Self:
        """Bill-to purposes."""
        return self.filter(purpose="BILL_TO")

    def for_table(self) -> Self:
        """With what a list shows."""
        return self.select_related("bill_to", "site").order_by("status", "purpose", "location_key", "pk")
