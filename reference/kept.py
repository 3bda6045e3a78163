"""What can be done with notes and documents, whatever they are kept with (R-264). Call these inside a unit of work.

An app that keeps some with its records registers `guard_documents` as a hook, so that no door passes it by.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from core import scope, writes
from core.exceptions import refusal
from reference.querysets import READ_CONFIDENTIAL
from reference.rules import type_may_be_used


def add(record: Any) -> Any:
    """Keep a new note or document with its record, in a unit that the acting user has (R-059); answers it."""
    _require_unit(record)
    return writes.save(record)


def change(record: Any, *, version: int) -> Any:
    """Save a changed note or document. The file of a document never changes."""
    _require_unit(record)
    return writes.save(record, version=version)


def pin(note: Any, *, pinned: bool, version: int) -> Any:
    """Let a note stand at the top of its record's pages, or no longer."""
    _require_unit(note)
    note.pinned = pinned
    return writes.save(note, version=version)


def remove(record: Any, *, version: int) -> Any:
    """Inactivate a note or document; it stays in the list of removed ones."""
    _require_unit(record)
    return writes.remove(record, version=version)


def restore(record: Any, *, version: int) -> Any:
    """Bring a removed note or document back."""
    _require_unit(record)
    return writes.restore(record, version=version)


def _require_unit(record: Any) -> None:
    if hasattr(record, "unit_id"):
        scope.require_unit(record.unit)


def guard_documents(documents: Sequence[Any]) -> None:
    """Only who may read confidential documents writes one, at any door; the system itself may (R-264)."""
    user = scope.acting_user()
    if user is None or user.has_perm(READ_CONFIDENTIAL):
        return
    prefetch_related_objects(list(documents), "type")
    for document in documents:
        try:
            type_may_be_used(document.type, may_read_confidential=False)
        except ValidationError as error:
            raise refusal(document, dict(error.error_dict)) from error
