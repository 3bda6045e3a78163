"""What a write can answer besides success and Django's own ValidationError and PermissionDenied."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed to different values (D-19). Values are Python values of the field."""

    field: str
    label: str
    yours: Any
    theirs: Any
    opened: Any


class StaleRecord(Exception):
    """The record was changed by somebody else in a field that this save changes too (D-19, R-228).

    `record` carries the values of the rejected save, `current_version` is what the database holds now.
    """

    def __init__(
        self,
        record: Any,
        conflicts: list[Conflict],
        *,
        current_version: int,
        changed_by: Any = None,
        changed_at: datetime | None = None,
    ) -> None:
        self.record = record
        self.conflicts = conflicts
        self.current_version = current_version
        self.changed_by = changed_by
        self.changed_at = changed_at
        super().__init__(str(self))

    def __str__(self) -> str:
        labels = ", ".join(conflict.label for conflict in self.conflicts)
        return _("%(record)s was changed by somebody else while you were editing it: %(fields)s.") % {
            "record": self.record,
            "fields": labels,
        }


class Refusal(ValidationError):
    """The ValidationError of the write functions: `records` says which record is meant by which errors."""

    records: list[tuple[Any, dict[str, list[ValidationError]]]]


def refusal(record: Any, errors: dict[str, Any]) -> Refusal:
    """The refusal of one record."""
    error = Refusal(errors)
    error.records = [(record, error.error_dict)]
    return error


class WriteRefused(RuntimeError):
    """A programming error: a record table was written outside the write functions or outside a unit of work."""


class TooManyRoots(ValidationError):
    """One unit of work touched more customers than one person at a page may change at once."""
