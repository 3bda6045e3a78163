"""Querysets of records: reading is open, writing goes through `core.writes`."""

from typing import Any, NoReturn, Self

from django.db import models

from core import scope
from core.exceptions import WriteRefused


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise WriteRefused("Records are written by core.writes inside a unit of work (docs/architecture.md).")


class RecordQuerySet(models.QuerySet):
    """Rows of a record table. The writing methods of Django are closed; `core.writes` has its own door."""

    update = delete = create = bulk_create = bulk_update = get_or_create = update_or_create = _refuse


class StatusQuerySet(RecordQuerySet):
    """Rows that are active or inactive."""

    def active(self) -> Self:
        """Rows in use."""
        return self.filter(status="A")

    def inactive(self) -> Self:
        """Rows that were removed and can be restored."""
        return self.filter(status="I")


class UnitOwnedQuerySet(StatusQuerySet):
    """Rows that belong to one operating unit."""

    def visible_to(self, user: Any) -> Self:
        """Only rows of units that `user` may see (R-010, R-060); everybody else's rows do not exist for him."""
        return self.filter(unit_id__in=scope.visible_units(user))
