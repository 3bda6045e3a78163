"""What must be unique about a model, whether it says so on a field or in Meta."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.fields import KeyField
from core.validation.conditions import holds


@dataclass(frozen=True)
class Unique:
    """One uniqueness: its columns, the condition under which it counts, and how it is told to a person."""

    name: str
    fields: tuple[str, ...]
    condition: models.Q | None
    message: Any
    error_field: str

    def key(self, record: Any) -> tuple[Any, ...] | None:
        """The record's values, or None where the uniqueness does not concern it (a null, or the condition)."""
        values = tuple(getattr(record, record._meta.get_field(name).attname) for name in self.fields)
        return None if None in values or not holds(self.condition, record) else values

    def error(self) -> ValidationError:
        """The violation, on the field it belongs to."""
        return ValidationError({self.error_field: ValidationError(self.message, code="unique")})


@cache
def uniques_of(model: Any) -> Sequence[Unique]:
    """All uniqueness rules of `model` but the primary key."""
    found = [
        Unique(
            name="",
            fields=(field.name,),
            condition=None,
            message=_("%(model)s with this %(field)s exists already.")
            % {"model": capfirst(model._meta.verbose_name), "field": _source(field).verbose_name},
            error_field=_source(field).name,
        )
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            found.append(
                Unique(
                    name=constraint.name,
                    fields=tuple(constraint.fields),
                    condition=constraint.condition,
                    message=constraint.violation_error_message,
                    error_field=error_field(model, constraint),
                )
            )
    return tuple(found)


def _source(field: Any) -> Any:
    return field.model._meta.get_field(field.source) if isinstance(field, KeyField) else field


def error_field(model: Any, constraint: Any) -> str:
    """The field to which a constraint's message belongs: as the model says, else its last column's source."""
    if constraint.name in model.constraint_fields:
        return model.constraint_fields[constraint.name]
    if isinstance(constraint, models.UniqueConstraint):
        return _source(model._meta.get_field(constraint.fields[-1])).name
    return "__all__"
