"""Which rows a record may refer to: they are there and, where lists of values are concerned, in use (R-260)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.work import open_unit


def reference_fields(model: type[models.Model]) -> list[Any]:
    """The columns of `model` that point at a row of another table or its own."""
    return [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]


def newly_chosen(record: Any, stored: dict[str, Any] | None) -> Iterator[tuple[Any, Any]]:
    """(field, value) of the references that this write sets; `stored` is None for a new record.

    A reference that stays is not asked about: a value that was in use when it was chosen stays valid (R-260), also
    in a record that continues another.
    """
    for field in reference_fields(type(record)):
        value = getattr(record, field.attname)
        known = (
            stored[field.attname] if stored is not None else getattr(record.continues, field.attname, None)
        )
        if value is not None and value != known:
            yield field, value


def is_known(field: Any, value: Any) -> bool:
    """True when the open unit of work knows already that this row may be chosen: it made, locked or asked it."""
    unit_of_work = open_unit()
    if unit_of_work is None or not field.target_field.primary_key:
        return False
    target = (field.remote_field.model, value)
    if target in unit_of_work.choosable:
        return True
    return not _only_active(target[0]) and (target in unit_of_work.made or target in unit_of_work.locked)


def know(field: Any, values: Iterable[Any]) -> None:
    """Remember for the open unit of work that these rows may be chosen."""
    unit_of_work = open_unit()
    if unit_of_work is not None and field.target_field.primary_key:
        unit_of_work.choosable.update((field.remote_field.model, value) for value in values)


def choosable(field: Any) -> models.QuerySet:
    """The rows that may be newly chosen in a reference column."""
    target = field.remote_field.model
    rows = target._base_manager.all()
    return rows.filter(status="A") if _only_active(target) else rows


def not_choosable(field: Any) -> ValidationError:
    """What a person is told who chose another row."""
    if _only_active(field.remote_field.model):
        message = _("Choose an active value: this one does not exist or is inactive.")
    else:
        message = _("Choose an existing value.")
    return ValidationError({field.name: message})


def _only_active(target: Any) -> bool:
    return getattr(target, "choosable_only_when_active", False)
