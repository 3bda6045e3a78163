"""Validation of one record: its text, its fields, its own rules, and what only the database knows."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.exceptions import refusal
from core.fields import KeyField
from core.text import clean_text
from core.validation.probe import violations


def validate(record: Any, stored: dict[str, Any] | None = None) -> None:
    """Raise one ValidationError with everything that is wrong with `record`, by field.

    `stored` holds the values that the database has now (by attribute name), None for a new record. Text is brought
    into its stored form and keys are derived on the way. Three steps: fields, `clean`, one SELECT. The error's
    `records` attribute is [(record, {field: [errors]})], so that a page finds the form that the record came from.
    """
    errors = errors_of(record, stored)
    for error in violations(record, stored, skip=frozenset(errors)):
        add_first(errors, error)
    if errors:
        raise refusal(record, errors)


def errors_of(record: Any, stored: dict[str, Any] | None = None) -> dict[str, list[ValidationError]]:
    """What is wrong with `record` by itself, without asking about other rows."""
    errors: dict[str, list[ValidationError]] = {}
    prepare(record, errors)
    references = {f.name for f in record._meta.concrete_fields if f.many_to_one or f.one_to_one}
    try:
        record.clean_fields(exclude=references | set(errors))
    except ValidationError as error:
        add(errors, error)
    for field in record._meta.concrete_fields:
        _clean_value(field, record, stored, errors)
    if not errors:
        try:
            record.clean()
        except ObjectDoesNotExist:
            # A rule followed a reference to a row that is not there: the question about references tells of it.
            return errors
        except ValidationError as error:
            add(errors, error)
    return errors


def prepare(record: Any, errors: dict[str, list[ValidationError]]) -> None:
    """Bring every text of `record` into its stored form and derive its keys; problems go into `errors`."""
    fields = record._meta.concrete_fields
    for field in fields:
        value = getattr(record, field.attname)
        if value is None and not field.null and field.empty_strings_allowed and field.blank:
            setattr(record, field.attname, "")
        if isinstance(value, str) and isinstance(field, models.CharField | models.TextField):
            try:
                setattr(
                    record, field.attname, clean_text(value, multiline=isinstance(field, models.TextField))
                )
            except ValidationError as error:
                add(errors, ValidationError({field.name: error}))
    for field in fields:
        if isinstance(field, KeyField):
            try:
                field.derive(record)
            except ValidationError as error:
                add(errors, error)


def _clean_value(
    field: Any, record: Any, stored: dict[str, Any] | None, errors: dict[str, list[ValidationError]]
) -> None:
    """Required references are given, fixed values stay, newly chosen list values may be chosen (R-260)."""
    value = getattr(record, field.attname)
    if (field.many_to_one or field.one_to_one) and value is None and not field.null:
        add(errors, ValidationError({field.name: _("This field is required.")}))
    former = stored[field.attname] if stored is not None else getattr(record.continues, field.attname, None)
    if stored is not None and field.name in record.fixed_fields and value != former:
        add(errors, ValidationError({field.name: _("This cannot be changed any more.")}))
    if value != former and hasattr(field, "problems"):
        for key, error in field.problems(record, former):
            add(errors, ValidationError({f"{field.name}.{key}": error}))
    if value and value != former and hasattr(field, "validate_choice"):
        try:
            field.validate_choice(value, former)
        except ValidationError as error:
            add(errors, ValidationError({field.name: error}))


def add(errors: dict[str, list[ValidationError]], error: ValidationError) -> None:
    """Put `error` under the fields it belongs to; the same words stand there once."""
    for name, found in ValidationError(error).update_error_dict({}).items():
        there = errors.setdefault(name, [])
        there += [one for one in found if one.messages not in [other.messages for other in there]]


def add_first(errors: dict[str, list[ValidationError]], error: ValidationError) -> None:
    """Put an answer of the database under its field, unless the field has something to mend already."""
    if set(errors).isdisjoint(set(error.error_dict) - {NON_FIELD_ERRORS}):
        add(errors, error)
