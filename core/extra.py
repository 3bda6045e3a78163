"""Extra fields: what administrators add to a kind of record, and the rules of what may stand in them.

A record has the values by code in its column `extra`, empty ones left out: texts and choices as text, numbers as text
that keeps every digit, dates in ISO, yes and no as such. Whether a field is required is asked by forms, like
everything that a screen wants and the record does not.
"""

import datetime
import decimal
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import hooks, memory
from core.history import Part
from core.models.extra import ExtraField, ExtraValues
from core.text import clean_text

Type = ExtraField.Type
LONGEST_TEXT = 240
MOST_DIGITS = 15


def kinds() -> list[type[ExtraValues]]:
    """The kinds of records that can have extra fields."""
    return [model for model in apps.get_models() if issubclass(model, ExtraValues)]


def known_fields(model: Any) -> dict[str, ExtraField]:
    """Every extra field of a kind of record by code, inactive ones included; read once per request."""
    return memory.recall("extra fields", _load).get(model._meta.label_lower, {})


def fields_of(model: Any) -> list[ExtraField]:
    """The extra fields in use of a kind of record, in the order in which they are shown."""
    return [field for field in known_fields(model).values() if field.is_active]


def _load() -> dict[str, dict[str, ExtraField]]:
    found: dict[str, dict[str, ExtraField]] = {}
    for field in ExtraField.objects.order_by("model", "position", "label", "pk"):
        found.setdefault(field.model, {})[field.code] = field
    return found


@hooks.after_write(ExtraField)
def forget_definitions(fields: list[ExtraField]) -> None:
    """Let pages read the extra fields anew once one was written."""
    memory.forget()


def label_of(model: Any, part: Part) -> str:
    """What people call a part of a record: a field, or an extra field, whose code is all that is left at worst."""
    if not part.key:
        return str(part.field.verbose_name)
    field = known_fields(model).get(part.key)
    return field.label if field else part.key


def problems(record: Any, former: Mapping[str, Any] | None) -> Iterator[tuple[str, ValidationError]]:
    """(code, error) of the values of `record` that are new against `former` and may not stand there.

    A value that was valid when it was given stays valid, also when its field or its choice went out of use (R-260).
    """
    before = former or {}
    new = {code: value for code, value in record.extra.items() if before.get(code) != value}
    for code, value in new.items():
        field = known_fields(type(record)).get(code)
        if field is None or not field.is_active:
            yield code, ValidationError(_("There is no extra field “%(code)s” in use.") % {"code": code})
            continue
        try:
            fits = stored(field, value) == value
        except ValidationError as error:
            yield code, error
        else:
            if not fits:
                yield code, ValidationError(_("This is not stored in the form that saving would give it."))
            elif field.type == Type.CHOICE and value not in field.offered():
                yield code, ValidationError(_("“%(value)s” is not among the choices.") % {"value": value})


def stored(field: ExtraField, value: Any) -> Any:
    """A typed value (text, Decimal, date, bool) or one from a file as the record stores it; None for none.

    Raises ValidationError when it is not of the field's type. Whether a choice is still offered asks `problems`: a
    form may send back the one that the record has.
    """
    if value is None or value == "":
        return None
    if field.type == Type.YES_NO:
        return _yes_no(value)
    if field.type == Type.NUMBER:
        return _number(value)
    if field.type == Type.DATE:
        return _date(value)
    text = clean_text(str(value))
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("Enter at most %(most)d characters.") % {"most": LONGEST_TEXT})
    return text or None


def typed(field: ExtraField, value: Any) -> Any:
    """A stored value as a Python value: Decimal, date, bool or text; None for none."""
    if value is None:
        return None
    if field.type == Type.NUMBER:
        return decimal.Decimal(value)
    return datetime.date.fromisoformat(value) if field.type == Type.DATE else value


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(_("Choose yes or no."))
    return value


def _number(value: Any) -> str:
    try:
        number = decimal.Decimal(str(value))
    except decimal.InvalidOperation as error:
        raise ValidationError(_("Enter a number.")) from error
    if (
        not number.is_finite()
        or len(number.as_tuple().digits) > MOST_DIGITS
        or abs(number.adjusted()) > MOST_DIGITS
    ):
        raise ValidationError(_("Enter a number of at most %(most)d digits.") % {"most": MOST_DIGITS})
    # 1.50 and 1.5 are the same number, so they are stored the same.
    plain = format(number.normalize(), "f")
    return "0" if number == 0 else plain


def _date(value: Any) -> str:
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise ValidationError(_("Enter a date.")) from error
