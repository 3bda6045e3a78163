"""One SELECT that asks the database everything it must be asked about one record.

Django's own `full_clean` runs one query per foreign key, check and unique; this asks all of them at once.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import BooleanField, Exists, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

from core.validation.conditions import checks_of
from core.validation.references import choosable, newly_chosen, not_choosable
from core.validation.uniques import error_field, uniques_of


def violations(
    record: Any, stored: dict[str, Any] | None, *, skip: frozenset[str] = frozenset(), using: str = "default"
) -> list[ValidationError]:
    """What the database would refuse in `record`; `stored` holds the values it has now, None for a new row.

    Fields in `skip` have a problem of their own: what they hold may be no value of theirs, so nothing is asked of it.
    """
    questions = [
        *_checks(record, skip),
        *_uniqueness(record, skip),
        *_references(record, stored, skip),
    ]
    if not questions:
        return []
    query = Query(None)
    for field in record._meta.concrete_fields:
        query.add_annotation(Value(getattr(record, field.attname), field), field.name, select=False)
    for number, (expression, _error) in enumerate(questions):
        query.add_annotation(expression, f"_question_{number}", select=True)
    answers = query.get_compiler(using=using, connection=connections[using]).execute_sql(SINGLE)
    return [error for answer, (_expression, error) in zip(answers, questions, strict=True) if answer]


def _checks(record: Any, skip: frozenset[str]) -> list[tuple[Any, ValidationError]]:
    """Check constraints; the answer is true where one is violated (an unknown result is not a violation)."""
    return [
        (
            Coalesce(~Q(constraint.condition), False, output_field=BooleanField()),
            ValidationError({error_field(type(record), constraint): constraint.violation_error_message}),
        )
        for constraint in checks_of(type(record))
        if skip.isdisjoint(constraint.condition.referenced_base_fields)
    ]


def _uniqueness(record: Any, skip: frozenset[str]) -> list[tuple[Any, ValidationError]]:
    questions = []
    for unique in uniques_of(type(record)):
        key = None if unique.touches(skip) else unique.key(record)
        if key is None:
            continue
        rows = type(record)._base_manager.filter(**dict(zip(unique.fields, key, strict=True)))
        if unique.condition is not None:
            rows = rows.filter(unique.condition)
        questions.append((Exists(rows.exclude(pk=record.pk)), unique.error()))
    return questions


def _references(
    record: Any, stored: dict[str, Any] | None, skip: frozenset[str]
) -> list[tuple[Any, ValidationError]]:
    """Foreign keys that this write sets: the row is there and, for reference values, may be chosen (R-260)."""
    return [
        (~Exists(choosable(field).filter(**{field.target_field.name: value})), not_choosable(field))
        for field, value in newly_chosen(record, stored)
        if field.name not in skip
    ]
