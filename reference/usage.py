"""Where a reference value is used, so that who removes it knows what keeps it (R-260)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from core.models import Record
from reference.fields import LookupField
from reference.models import LookupValue


@dataclass(frozen=True)
class Use:
    """A kind of record that holds the value, and how many rows of it do."""

    kind: str
    count: int


def uses_of(value: models.Model) -> list[Use]:
    """The kinds of records that hold `value`, with one count query per kind; most used first."""
    by_model: dict[type[models.Model], Q] = {}
    for model, condition in _places(value):
        by_model[model] = by_model.get(model, Q()) | condition
    counted = [
        Use(str(model._meta.verbose_name_plural), model._base_manager.filter(condition).count())
        for model, condition in by_model.items()
    ]
    return sorted((use for use in counted if use.count), key=lambda use: (-use.count, use.kind))


def _places(value: Any) -> Iterator[tuple[type[models.Model], Q]]:
    """Every column that can hold `value`, as a condition on its model."""
    if isinstance(value, LookupValue):
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, LookupField) and field.lookup_type == value.type.code:
                    yield model, Q(**{field.name: value.code})
        return
    for relation in value._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and issubclass(relation.related_model, Record):
            yield relation.related_model, Q(**{relation.field.name: value})
