"""Where a reference value is used, so that who removes it knows what keeps it, and what may take its place (R-260)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core import scope
from core.models import Record
from reference.fields import LookupField
from reference.models import Country, Currency, LedgerAccount, LookupValue, OperatingUnit, SourceSystem
from reference.models.base import ReferenceRecord

# Why the records that hold such a value keep it.
KEPT_FOR: dict[type[models.Model], Any] = {
    OperatingUnit: _("What belongs to an operating unit stays with it."),
    Currency: _("Amounts stay in the currency in which they were agreed."),
    SourceSystem: _("A reference is a number in one system and in no other."),
}
# What an administrator changes in all units; other records of a unit only where it is on his access list (trust 8).
SET_UP = frozenset({"core", "reference"})


@dataclass(frozen=True)
class Use:
    """A kind of record that holds the value, and how many rows of it do."""

    kind: str
    count: int


@dataclass(frozen=True)
class Place:
    """A column that holds the value, in how many rows; `beyond`: how many of them are out of the user's reach."""

    model: Any
    field: Any
    count: int
    beyond: int


def held(value: Any) -> Any:
    """What a row that has the value stores: the code of a lookup's value, else the key."""
    return value.code if isinstance(value, LookupValue) else value.pk


def uses_of(value: models.Model) -> list[Use]:
    """The kinds of records that hold `value`, with one count query per kind; most used first."""
    counted = [
        Use(str(model._meta.verbose_name_plural), holders(model, fields, value).count())
        for model, fields in columns_of(value).items()
    ]
    return sorted((use for use in counted if use.count), key=lambda use: (-use.count, use.kind))


def places_of(value: models.Model, user: Any) -> list[Place]:
    """The columns that hold `value`, with one query per kind of record."""
    found = []
    for model, fields in columns_of(value).items():
        mine = Q(pk__in=reach(model, user).values("pk"))
        wanted = {field: Q(**{field.attname: held(value)}) for field in fields}
        counts = {f"all_of_{field.name}": Count("pk", filter=have) for field, have in wanted.items()}
        counts |= {f"mine_of_{field.name}": Count("pk", filter=have & mine) for field, have in wanted.items()}
        answer = holders(model, fields, value).aggregate(**counts)
        for field in fields:
            count, own = answer[f"all_of_{field.name}"], answer[f"mine_of_{field.name}"]
            if count:
                found.append(Place(model, field, count, count - own))
    return sorted(found, key=lambda place: (-place.count, place.model._meta.label_lower, place.field.name))


def columns_of(value: Any) -> dict[Any, list[Any]]:
    """Every column that can hold `value`, by the kind of record, in an order that does not change."""
    found: dict[Any, list[Any]] = {}
    for model, field in _columns(value):
        found.setdefault(model, []).append(field)
    return dict(sorted(found.items(), key=lambda item: item[0]._meta.label_lower))


def holders(model: Any, fields: Sequence[Any], value: Any) -> Any:
    """The rows that hold `value` in one of these columns."""
    condition = Q()
    for field in fields:
        condition |= Q(**{field.attname: held(value)})
    return model._base_manager.filter(condition)


def reach(model: Any, user: Any) -> Any:
    """The rows of `model` in which `user` may replace a value: set-up everywhere, the rest in his units (trust 8)."""
    app, name = model._meta.app_label, model._meta.model_name
    if not user.has_perm(f"{app}.change_{name}"):
        return model._base_manager.none()
    if app in SET_UP:
        return model._base_manager.all()
    return scope.visible_rows(model._default_manager, user).order_by()


def kept_because(value: Any) -> Any:
    """Why the records that hold `value` keep it; "" where another value may take its place."""
    if type(value) in KEPT_FOR:
        return KEPT_FOR[type(value)]
    if isinstance(value, LookupValue) and not value.type.extensible:
        return _("The values of this list are fixed.")
    if not isinstance(value, LookupValue | ReferenceRecord | Country):
        return _("It is chosen anew on each record that has it.")
    return ""


def substitutes(value: Any) -> Any:
    """The values of the same list that may be newly chosen instead."""
    rows: Any = type(value)._default_manager.exclude(pk=value.pk)
    if isinstance(value, LookupValue):
        return rows.of_type(value.type.code).choosable()
    if isinstance(value, LedgerAccount):
        rows = rows.filter(Q(unit=None) | Q(unit=value.unit_id))
    return rows.filter(status="A")


def _columns(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, LookupValue):
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, LookupField) and field.lookup_type == value.type.code:
                    yield model, field
        return
    for relation in value._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and issubclass(relation.related_model, Record):
            yield relation.related_model, relation.field
