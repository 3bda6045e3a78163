"""A violated constraint becomes the form error it belongs to, by its name; never a 500.

PostgreSQL names the constraint. SQLite names checks and our triggers, and for a unique gives the columns.
"""

import re
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import CheckConstraint
from django.utils.translation import gettext as _

from core import database_rules
from core.exceptions import refusal
from core.validation.uniques import Unique, error_field, uniques_of

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")


def translate(error: IntegrityError, record: Any) -> ValidationError:
    """The ValidationError that says what `error` means for `record`; re-raises `error` when nobody knows it."""
    name, columns = _violated(error)
    found = _by_name(name, record) or _by_columns(columns, record)
    if found is None:
        raise error
    return refusal(record, found.update_error_dict({}))


def _violated(error: IntegrityError) -> tuple[str, tuple[str, ...]]:
    """(constraint name, unique columns), as far as the database tells."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or "", ()
    text = str(error)
    if match := _SQLITE_UNIQUE.search(text):
        return "", tuple(part.strip().split(".")[-1] for part in match.group(1).split(","))
    if match := _SQLITE_CHECK.search(text):
        return match.group(1), ()
    return text, ()


def _by_name(name: str, record: Any) -> ValidationError | None:
    model = type(record)
    rule = database_rules.by_name().get(name)
    if rule is not None:
        return ValidationError({_own(model, rule.field): rule.message})
    for unique in uniques_of(model):
        if name and name in (unique.name, _name_of_unnamed(unique)):
            return unique.error()
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and constraint.name == name:
            return ValidationError({error_field(model, constraint): constraint.violation_error_message})
    if "fk" in name or name == "FOREIGN KEY constraint failed":
        return ValidationError(_("A value that this record refers to does not exist any more. Choose again."))
    return None


def _name_of_unnamed(unique: Unique) -> str:
    """What PostgreSQL calls the uniqueness that a column declares by itself."""
    return f"{unique.model._meta.db_table}_{_column(unique.model, unique.fields[0])}_key"


def _by_columns(columns: tuple[str, ...], record: Any) -> ValidationError | None:
    candidates = [
        unique
        for unique in uniques_of(type(record))
        if columns and tuple(_column(type(record), name) for name in unique.fields) == columns
    ]
    counting = [unique for unique in candidates if unique.key(record) is not None]
    return counting[0].error() if counting else None


def _column(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).column)


def _own(model: Any, field: str | None) -> str:
    names = {f.name for f in model._meta.concrete_fields}
    return field if field is not None and field in names else NON_FIELD_ERRORS
