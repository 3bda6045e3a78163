"""Reading account sites and their business purposes, always within the user's operating units."""

import datetime
from typing import Self

from django.db.models import Prefetch

from core.querysets import RecordQuerySet, UnitOwnedQuerySet


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

    def for_overview(self) -> Self:
        """With what the head of a site shows: customer, account, address and the lists it points at."""
        return (
            self.with_address()
            .select_related("account__party", "territory", "language", "salesperson")
            .prefetch_related("source_references__system")
        )


class SiteUseQuerySet(UnitOwnedQuerySet):
    """Business purposes."""

    def bill_to(self) -> Self:
        """Bill-to purposes."""
        return self.filter(purpose="BILL_TO")

    def working(self) -> Self:
        """Active purposes of active sites of active accounts."""
        return self.active().filter(site__status="A", account__status="A")

    def working_bill_tos(self) -> Self:
        """What makes transaction-ready (R-025)."""
        return self.working().bill_to()

    def with_site(self) -> Self:
        """With what names a purpose and where it belongs."""
        return self.select_related("site__party_site", "account__party", "unit")

    def for_overview(self) -> Self:
        """With all that the page of a purpose shows, but for the ledger accounts (sites.ledger)."""
        return self.select_related(
            "site__party_site__location__country",
            "account__party",
            "unit",
            "bill_to__site__party_site",
            "sales_territory",
            "payment_terms",
            "salesperson",
            "tax_code",
            "internal_location",
            "price_list",
            "order_type",
            "warehouse",
            "ship_method",
        )

    def for_table(self) -> Self:
        """With what a list shows."""
        return self.select_related("bill_to", "site").order_by("status", "purpose", "location_key", "pk")

    def for_whole_record(self) -> Self:
        """With what a list of the purposes of several accounts shows, in the order of accounts and sites."""
        return self.select_related("bill_to", "site__party_site", "account", "unit").order_by(
            "account__number_key", "site__party_site__number_key", "status", "purpose", "location_key", "pk"
        )


class AddressMoveQuerySet(RecordQuerySet):
    """Moves of addresses. They belong to no operating unit, like the addresses (D-1)."""

    def open(self) -> Self:
        """Planned, or failed and not decided yet."""
        return self.filter(state__in=["P", "F"])

    def due(self, on: datetime.date) -> Self:
        """Planned for that day or an earlier one."""
        return self.filter(state="P", takes_effect__lte=on)

    def with_addresses(self) -> Self:
        """With whose address it is, where it is and where it goes."""
        return self.select_related("party_site__party", "party_site__location__country", "location__country")
