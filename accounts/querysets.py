"""Reading customer accounts."""

from typing import Self

from core.querysets import StatusQuerySet


class AccountQuerySet(StatusQuerySet):
    """Customer accounts: shared by all operating units (D-1)."""

    def for_table(self) -> Self:
        """With what a list shows."""
        return self.select_related("party").order_by("number_key", "pk")

    def for_overview(self) -> Self:
        """With what the head of an account shows: customer, former numbers, references."""
        return self.select_related(
            "party", "inventory_site", "warehouse", "document_language"
        ).prefetch_related("former_numbers", "source_references__system")
