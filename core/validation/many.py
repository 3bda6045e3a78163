"""Validation of many records of one model with a number of queries that does not grow with them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.validation.one import _add, errors_of
from core.validation.uniques import Unique, uniques_of


def validate_many(records: Sequence[Any], stored: dict[int, dict[str, Any]] | None = None) -> None:
    """Raise one ValidationError that names every bad record with its fields and what is wrong.

    `stored` holds the database's values by primary key, None for new records. The error's `records` attribute is
    the list of (record, {field: [errors]}). Check constraints and foreign keys are left to the database, whose
    refusal is then told like any other (core.constraints).
    """
    former = stored or {}
    found = [(record, errors_of(record, former.get(record.pk))) for record in records]
    if records:
        for unique in uniques_of(type(records[0])):
            for index in _taken(unique, records):
                _add(found[index][1], unique.error())
    bad = [(record, errors) for record, errors in found if errors]
    if bad:
        raise collected(bad)


def collected(bad: Sequence[tuple[Any, dict[str, list[ValidationError]]]]) -> ValidationError:
    """One error for several records: "record, field: what is wrong"."""
    error = ValidationError(
        [
            _("%(record)s, %(field)s: %(message)s")
            % {"record": record, "field": _label(record, name), "message": " ".join(_messages(errors))}
            for record, by_field in bad
            for name, errors in by_field.items()
        ]
    )
    error.records = list(bad)
    return error


def _messages(errors: Sequence[ValidationError]) -> list[str]:
    return [message for error in errors for message in error.messages]


def _label(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name) if name != "__all__" else _("record")


def _taken(unique: Unique, records: Sequence[Any]) -> list[int]:
    """Indexes of the records whose unique values an earlier one of them or a stored row has."""
    keys = {index: key for index, record in enumerate(records) if (key := unique.key(record)) is not None}
    if not keys:
        return []
    model = type(records[0])
    own = [record.pk for record in records if record.pk is not None]
    widest = max(range(len(unique.fields)), key=lambda at: len({key[at] for key in keys.values()}))
    rows = model._base_manager.filter(
        **{f"{unique.fields[widest]}__in": {key[widest] for key in keys.values()}}
    )
    if unique.condition is not None:
        rows = rows.filter(unique.condition)
    if own:
        rows = rows.exclude(pk__in=own)
    names = [model._meta.get_field(name).attname for name in unique.fields]
    seen = set(rows.values_list(*names))
    taken = []
    for index, key in keys.items():
        if key in seen:
            taken.append(index)
        seen.add(key)
    return taken
