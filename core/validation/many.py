"""Validation of many records of one model with a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.exceptions import Refusal
from core.extra import label_of
from core.history import part_named
from core.validation.conditions import checks_of, violates
from core.validation.one import add_first, errors_of
from core.validation.references import choosable, is_known, know, newly_chosen, not_choosable
from core.validation.uniques import Unique, error_field, is_taken, uniques_of

Errors = dict[str, list[ValidationError]]


class Checked(NamedTuple):
    """A record, what is wrong with it, and the fields that were wrong before other rows were asked about."""

    record: Any
    errors: Errors
    skip: frozenset[str]


def validate_many(records: Sequence[Any], stored: dict[int, dict[str, Any]] | None = None) -> None:
    """Raise one ValidationError that names every bad record with its fields and what is wrong.

    `stored` holds the database's values by primary key, None for new records. The error's `records` attribute is
    the list of (record, {field: [errors]}). Asks what `validate` asks: one query per uniqueness and per reference
    column in use. Database rules (core.database_rules) are left to the database, whose refusal is told like any
    other (core.constraints).
    """
    if not records:
        return
    former = stored or {}
    models.prefetch_related_objects(list(records), *records[0].follows)
    found = [
        Checked(record, errors, frozenset(errors))
        for record, errors in ((record, errors_of(record, former.get(record.pk))) for record in records)
    ]
    _ask_checks(found)
    for unique in uniques_of(type(records[0])):
        asked = [one for one in found if not unique.touches(one.skip)]
        for index in taken(unique, [one.record for one in asked]):
            add_first(asked[index].errors, unique.error())
    _ask_references(found, former)
    bad = [(one.record, one.errors) for one in found if one.errors]
    if bad:
        raise collected(bad)


def collected(bad: Sequence[tuple[Any, Errors]]) -> Refusal:
    """One error for several records: "record, field: what is wrong"."""
    error = Refusal(
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
    if name == NON_FIELD_ERRORS:
        return _("record")
    part = part_named(type(record), name)
    return label_of(type(record), part) if part else name


def _ask_checks(found: Sequence[Checked]) -> None:
    """Check constraints, answered from the records' own values."""
    model = type(found[0].record)
    for constraint in checks_of(model):
        names = constraint.condition.referenced_base_fields
        error = ValidationError({error_field(model, constraint): constraint.violation_error_message})
        for one in found:
            if one.skip.isdisjoint(names) and violates(constraint.condition, one.record):
                add_first(one.errors, error)


def _ask_references(found: Sequence[Checked], former: dict[int, dict[str, Any]]) -> None:
    """References that these writes set: one query per column."""
    chosen: dict[Any, list[tuple[Any, Errors]]] = defaultdict(list)
    for one in found:
        for field, value in newly_chosen(one.record, former.get(one.record.pk)):
            if field.name not in one.skip and not is_known(field, value):
                chosen[field].append((value, one.errors))
    for field, asked in chosen.items():
        name = field.target_field.name
        rows = choosable(field).filter(**{f"{name}__in": {value for value, _errors in asked}})
        there = set(rows.order_by().values_list(name, flat=True))
        know(field, there)
        for value, errors in asked:
            if value not in there:
                add_first(errors, not_choosable(field))


def taken(unique: Unique, records: Sequence[Any]) -> list[int]:
    """Indexes of the records whose unique values an earlier one of them or a stored row has; one query."""
    keys = {index: key for index, record in enumerate(records) if (key := unique.key(record)) is not None}
    if not keys:
        return []
    own = [record.pk for record in records if record.pk is not None]
    known = {index: is_taken(unique, records[index], key) for index, key in keys.items()}
    asked = [key for index, key in keys.items() if known[index] is None]
    seen = _stored_keys(unique, asked, own) if asked else set()
    found = []
    for index, key in keys.items():
        if known[index] or key in seen:
            found.append(index)
        seen.add(key)
    return found


def _stored_keys(unique: Unique, keys: Sequence[tuple[Any, ...]], own: Sequence[Any]) -> set[tuple[Any, ...]]:
    """Those of `keys` that stored rows other than `own` have, and perhaps others; one query."""
    widest = max(range(len(unique.fields)), key=lambda at: len({key[at] for key in keys}))
    rows = unique.model._base_manager.filter(
        **{f"{unique.fields[widest]}__in": {key[widest] for key in keys}}
    )
    if unique.condition is not None:
        rows = rows.filter(unique.condition)
    if own:
        rows = rows.exclude(pk__in=own)
    names = [unique.model._meta.get_field(name).attname for name in unique.fields]
    return set(rows.order_by().values_list(*names))
