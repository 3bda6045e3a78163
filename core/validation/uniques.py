"""What must be unique about a model, whether it says so on a field or in Meta."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.fields import KeyField
from core.validation.conditions import holds
from core.work import open_unit


@dataclass(frozen=True)
class Unique:
    """One uniqueness: its columns, the condition under which it counts, and how it is told to a person."""

    model: Any
    name: str
    fields: tuple[str, ...]
    condition: models.Q | None
    message: Any
    error_field: str

    @property
    def sources(self) -> set[str]:
        """The columns that people fill in: a key counts as the field it is made from."""
        return {source_of(self.model._meta.get_field(name)).name for name in self.fields}

    def touches(self, errors: Collection[str]) -> bool:
        """True when one of its columns has a problem of its own already, so that its value means nothing."""
        return not self.sources.isdisjoint(errors)

    def key(self, record: Any) -> tuple[Any, ...] | None:
        """The record's values, or None where the uniqueness does not concern it (a null, or the condition)."""
        values = tuple(getattr(record, record._meta.get_field(name).attname) for name in self.fields)
        return None if None in values or not holds(self.condition, record) else values

    def name_of(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        """What tells this key from the keys of other uniquenesses."""
        return (self.model, self.name, self.fields, key)

    def error(self) -> ValidationError:
        """The violation, on the field it belongs to."""
        return ValidationError({self.error_field: ValidationError(self.text, code="unique")})

    @property
    def text(self) -> str:
        """What is wrong, in the reader's language."""
        if self.message is not None:
            return str(self.message)
        field = source_of(self.model._meta.get_field(self.fields[0]))
        return _("%(model)s with this %(field)s exists already.") % {
            "model": capfirst(self.model._meta.verbose_name),
            "field": field.verbose_name,
        }


def is_taken(unique: Unique, record: Any, key: tuple[Any, ...]) -> bool | None:
    """Whether another row has the key of a new record, as far as the open unit of work knows; None: ask.

    It knows what it found to be free, and everything about keys with a row in them that it made itself: nobody else
    can refer to that row yet.
    """
    unit_of_work = open_unit()
    if unit_of_work is None or record.pk is not None:
        return None
    name = unique.name_of(key)
    if name in unit_of_work.free:
        return False
    columns = [unique.model._meta.get_field(column) for column in unique.fields]
    if unique.model in unit_of_work.changed or not any(
        column.is_relation and (column.remote_field.model, value) in unit_of_work.made
        for column, value in zip(columns, key, strict=True)
    ):
        return None
    return name in unit_of_work.taken


def know_free(model: Any, column: str, values: Iterable[Any]) -> None:
    """Remember for the open unit of work that no row has these values in a column that is unique by itself."""
    unit_of_work = open_unit()
    alone = [one for one in uniques_of(model) if one.fields == (column,)]
    if unit_of_work is not None:
        unit_of_work.free.update(one.name_of((value,)) for one in alone for value in values)


def names_of(records: Sequence[Any]) -> set[Any]:
    """The names of all unique keys that `records` (of one model) have."""
    return {
        unique.name_of(key)
        for unique in uniques_of(type(records[0]))
        for record in records
        if (key := unique.key(record)) is not None
    }


def uniques_of(model: Any) -> Sequence[Unique]:
    """All uniqueness rules of `model` but the primary key."""
    return _found_once(model)


@cache
def _found_once(model: Any) -> Sequence[Unique]:
    found = [
        Unique(
            model=model,
            name="",
            fields=(field.name,),
            condition=None,
            message=None,
            error_field=source_of(field).name,
        )
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    found += [
        Unique(
            model=model,
            name=constraint.name,
            fields=tuple(constraint.fields),
            condition=constraint.condition,
            message=constraint.violation_error_message,
            error_field=error_field(model, constraint),
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    return tuple(found)


def source_of(field: Any) -> Any:
    """The field that people fill in: a key's source, any other field itself."""
    return field.model._meta.get_field(field.source) if isinstance(field, KeyField) else field


def error_field(model: Any, constraint: Any) -> str:
    """The field to which a constraint's message belongs: as the model says, else its last column's source."""
    if constraint.name in model.constraint_fields:
        return model.constraint_fields[constraint.name]
    if isinstance(constraint, models.UniqueConstraint):
        return source_of(model._meta.get_field(constraint.fields[-1])).name
    return "__all__"
