"""Reading parties and their addresses."""

from typing import Self

from core.querysets import RecordQuerySet, StatusQuerySet


class PartyQuerySet(StatusQuerySet):
    """Parties."""

    def with_details(self) -> Self:
        """With the details of its kind and its references."""
        return self.select_related("organization", "person").prefetch_related("source_references__system")


class PartySiteQuerySet(StatusQuerySet):
    """The addresses of parties."""

    def with_address(self) -> Self:
        """With location and country, so that an address prints without a query."""
        return self.select_related("location__country")


class LocationQuerySet(RecordQuerySet):
    """Addresses."""
