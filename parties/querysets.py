"""Reading parties and their addresses."""

from typing import Self

from django.db.models import OuterRef, Subquery

from core.querysets import RecordQuerySet, StatusQuerySet


class PartyQuerySet(StatusQuerySet):
    """Parties."""

    def for_table(self) -> Self:
        """With what a list shows: the details of its kind and the identifying address."""
        from parties.models import PartySite

        identifying = PartySite.objects.filter(party=OuterRef("pk"), identifying=True, status="A")
        return self.select_related("organization", "person").annotate(
            identifying_site_id=Subquery(identifying.values("pk")[:1])
        )


class PartySiteQuerySet(StatusQuerySet):
    """The addresses of parties."""

    def with_address(self) -> Self:
        """With location and country, so that an address prints without a query."""
        return self.select_related("location__country")


class LocationQuerySet(RecordQuerySet):
    """Addresses."""
