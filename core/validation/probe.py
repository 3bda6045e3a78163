"""One SELECT that asks the database everything it must be asked about one record.

Django's own `full_clean` runs one query per foreign key, check and unique; this asks all of them at once.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import BooleanField, CheckConstraint, Exists, Q
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE
from django.utils.translation import gettext as _

from core.validation.uniques import error_field, uniques_of


def violations(record: Any, stored: dict[str, Any] | None, using: str = "default") -> list[ValidationError]:
    """What the database would refuse in `record`; `stored` holds the values it has now, None for a new row."""
    questions = [
        *_checks(record),
        *_uniqueness(record),
        *_references(record, stored),
    ]
    if not questions:
        return []
    query = Query(None)
    for name, value in record._get_field_expression_map(meta=record._meta).items():
        query.add_annotation(value, name, select=False)
    for number, (expression, _error) in enumerate(questions):
        query.add_annotation(expression, f"_question_{number}", select=True)
    answers = query.get_compiler(using=using, connection=connections[using]).execute_sql(SINGLE)
    return [error for answer, (_expression, error) in zip(answers, questions, strict=True) if answer]


def _checks(record: Any) -> list[tuple[Any, ValidationError]]:
    """Check constraints; the answer is true where one is violated (an unknown result is not a violation)."""
    return [
        (
            Coalesce(~Q(constraint.condition), False, output_field=BooleanField()),
            ValidationError({error_field(type(record), constraint): constraint.violation_error_message}),
        )
        for constraint in record._meta.constraints
        if isinstance(constraint, CheckConstraint)
    ]


def _uniqueness(record: Any) -> list[tuple[Any, ValidationError]]:
    questions = []
    for unique in uniques_of(type(record)):
        key = unique.key(record)
        if key is None:
            continue
        rows = type(record)._base_manager.filter(**dict(zip(unique.fields, key, strict=True)))
        if unique.condition is not None:
            rows = rows.filter(unique.condition)
        questions.append((Exists(rows.exclude(pk=record.pk)), unique.error()))
    return questions


def _references(record: Any, stored: dict[str, Any] | None) -> list[tuple[Any, ValidationError]]:
    """Foreign keys that this write sets: the row is there and, for reference values, may be chosen (R-260)."""
    questions = []
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if (not field.many_to_one and not field.one_to_one) or value is None:
            continue
        if stored is not None and stored[field.attname] == value:
            continue
        target = field.remote_field.model
        rows = target._base_manager.filter(**{field.target_field.name: value})
        message = _("Choose an existing value.")
        if getattr(target, "choosable_only_when_active", False):
            rows = rows.filter(status="A")
            message = _("Choose an active value: this one does not exist or is inactive.")
        questions.append((~Exists(rows), ValidationError({field.name: message})))
    return questions
