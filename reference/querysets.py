"""Reading reference data."""

import datetime
from typing import Any, Self

from django.db.models import Q

from core import scope
from core.clock import today
from core.querysets import RecordQuerySet, StatusQuerySet, UnitOwnedQuerySet

READ_CONFIDENTIAL = "reference.read_confidential_document"


class ReferenceQuerySet(StatusQuerySet):
    """Rows of a list of values."""

    def choosable(self, on: datetime.date | None = None) -> Self:
        """Rows that may be newly chosen on a day (R-260)."""
        return self.active()


class DatedQuerySet(ReferenceQuerySet):
    """Rows of a list of values that are in use from a day, to a day, or both (D-2)."""

    def choosable(self, on: datetime.date | None = None) -> Self:
        """Active rows that are in use on `on`, today by default (R-260)."""
        day = on or today()
        return self.active().filter(
            Q(start_date__isnull=True) | Q(start_date__lte=day),
            Q(end_date__isnull=True) | Q(end_date__gte=day),
        )


class LookupValueQuerySet(DatedQuerySet):
    """Values of lookups."""

    def of_type(self, type_code: str) -> Self:
        """The values of one lookup."""
        return self.filter(type__code=type_code)


class LedgerAccountQuerySet(ReferenceQuerySet, UnitOwnedQuerySet):
    """Ledger accounts: some of one unit, some of every unit."""

    def visible_to(self, user: Any) -> Self:
        """Accounts of every unit and of the units that `user` may see."""
        return self.filter(Q(unit__isnull=True) | Q(unit_id__in=scope.visible_units(user)))

    def choosable_in(self, unit_id: int) -> Self:
        """Accounts that a record of the unit may be booked on: enabled, for detail posting, of it or of every unit."""
        return self.choosable().filter(
            Q(unit__isnull=True) | Q(unit_id=unit_id), enabled=True, detail_posting=True
        )


class UnitDefaultsQuerySet(RecordQuerySet):
    """What holds for all records of one operating unit."""

    def visible_to(self, user: Any) -> Self:
        """Those of the units that `user` may see."""
        return self.filter(unit_id__in=scope.visible_units(user))


def readable(rows: Any, user: Any) -> Any:
    """Of these documents those that `user` may know of: confidential ones need a permission (R-264)."""
    return rows if user.has_perm(READ_CONFIDENTIAL) else rows.filter(type__confidential=False)


def hidden(rows: Any, user: Any) -> Any:
    """Of these documents those that `user` may not know of; None where he may know of all."""
    return None if user.has_perm(READ_CONFIDENTIAL) else rows.filter(type__confidential=True)


class DocumentQuerySet(StatusQuerySet):
    """Documents that belong to every operating unit."""

    def visible_to(self, user: Any) -> Self:
        """Without the confidential ones, unless `user` may read those; for all others they do not exist (R-264)."""
        return readable(self, user)

    def hidden_from(self, user: Any) -> Self | None:
        """The confidential ones, for who may not read them."""
        return hidden(self, user)


class UnitDocumentQuerySet(UnitOwnedQuerySet, DocumentQuerySet):
    """Documents of one operating unit."""

    def visible_to(self, user: Any) -> Self:
        """Those of the user's units, without the confidential ones unless `user` may read them (R-060, R-264)."""
        return readable(super().visible_to(user), user)
