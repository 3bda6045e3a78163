"""Reading parties, their addresses, and what the steward's queue has about them."""

import datetime
from typing import Any, Self

from django.db import models

from core import scope
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

    def for_table(self) -> Self:
        """With what a list shows, the identifying address first."""
        return self.with_address().order_by("-identifying", "number_key", "pk")


class LocationQuerySet(RecordQuerySet):
    """Addresses."""


class QueueDecisionQuerySet(RecordQuerySet):
    """Decisions about items of the steward's queue."""

    def visible_to(self, user: Any) -> Self:
        """Those about every unit, and those about the units of `user`."""
        return self.filter(_of_units(user))


class QueueItemQuerySet(models.QuerySet[Any]):
    """Items of the steward's queue."""

    def visible_to(self, user: Any) -> Self:
        """Those that concern every unit, and those that concern the units of `user`."""
        return self.filter(_of_units(user))

    def open(self, on: datetime.date) -> Self:
        """Those that are not set aside on that day."""
        return self.exclude(self._decided(dismissed_until__gt=on))

    def dismissed(self, on: datetime.date) -> Self:
        """Those that are set aside on that day."""
        return self.filter(self._decided(dismissed_until__gt=on))

    def assigned_to(self, person: Any) -> Self:
        """Those that `person` looks after."""
        return self.filter(self._decided(assigned_to=person))

    def unassigned(self) -> Self:
        """Those that nobody looks after."""
        return self.exclude(self._decided(assigned_to__isnull=False))

    def for_table(self) -> Self:
        """With what a list shows, the oldest first."""
        return self.select_related("party", "unit").order_by("found_at", "pk")

    def _decided(self, **conditions: Any) -> models.Exists:
        from parties.models import QueueDecision

        about = {"check_code": models.OuterRef("check_code"), "subject": models.OuterRef("subject")}
        return models.Exists(QueueDecision.objects.filter(**about, **conditions))


def _of_units(user: Any) -> models.Q:
    return models.Q(unit__isnull=True) | models.Q(unit__in=scope.visible_units(user))
