"""One SELECT that asks the database everything it must be asked about one record.

Django's own `full_clean` runs one query per foreign key, check and unique; this answers checks from the record's
values and asks all the others at once, where the open unit of work does not know the answer.
"""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Exists
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

from core.validation.conditions import checks_of, violates
from core.validation.references import choosable, is_known, know, newly_chosen, not_choosable
from core.validation.uniques import Unique, error_field, is_taken, uniques_of


class Question(NamedTuple):
    """Something to ask: true where the answer is a problem, the problem, and the reference that it is about."""

    expression: Any
    error: ValidationError
    reference: tuple[Any, Any] | None = None


def violations(
    record: Any, stored: dict[str, Any] | None, *, skip: frozenset[str] = frozenset(), using: str = "default"
) -> list[ValidationError]:
    """What the database would refuse in `record`; `stored` holds the values it has now, None for a new row.

    Fields in `skip` have a problem of their own: what they hold may be no value of theirs, so nothing is asked of it.
    """
    found = _checks(record, skip)
    questions = _references(record, stored, skip)
    for unique in uniques_of(type(record)):
        key = None if unique.touches(skip) else unique.key(record)
        known = is_taken(unique, record, key) if key is not None else False
        if known is None:
            questions.append(Question(_exists(unique, record, key), unique.error()))
        elif known:
            found.append(unique.error())
    if not questions:
        return found
    query = Query(None)
    for number, question in enumerate(questions):
        query.add_annotation(question.expression, f"_question_{number}", select=True)
    answers = query.get_compiler(using=using, connection=connections[using]).execute_sql(SINGLE)
    for answer, question in zip(answers, questions, strict=True):
        if answer:
            found.append(question.error)
        elif question.reference:
            field, value = question.reference
            know(field, [value])
    return found


def _checks(record: Any, skip: frozenset[str]) -> list[ValidationError]:
    """Check constraints, answered from the record's own values."""
    return [
        ValidationError({error_field(type(record), constraint): constraint.violation_error_message})
        for constraint in checks_of(type(record))
        if skip.isdisjoint(constraint.condition.referenced_base_fields)
        and violates(constraint.condition, record)
    ]


def _exists(unique: Unique, record: Any, key: Any) -> Exists:
    """Another row has the unique key of `record`."""
    rows = type(record)._base_manager.filter(**dict(zip(unique.fields, key, strict=True)))
    if unique.condition is not None:
        rows = rows.filter(unique.condition)
    if record.pk is not None:
        rows = rows.exclude(pk=record.pk)
    return Exists(rows)


def _references(record: Any, stored: dict[str, Any] | None, skip: frozenset[str]) -> list[Question]:
    """Foreign keys that this write sets: the row is there and, for reference values, may be chosen (R-260)."""
    return [
        Question(
            ~Exists(choosable(field).filter(**{field.target_field.name: value})),
            not_choosable(field),
            (field, value),
        )
        for field, value in newly_chosen(record, stored)
        if field.name not in skip and not is_known(field, value)
    ]
