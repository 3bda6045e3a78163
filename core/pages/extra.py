"""Extra fields on pages: as fields of a form, and as facts in the head of a record."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core import extra
from core.models import ExtraField
from core.pages.header import Fact

PREFIX = "extra."
YES, NO = "yes", "no"
Type = ExtraField.Type


def form_fields(record: Any, *, asked: bool = True) -> Iterator[tuple[str, forms.Field]]:
    """(name, form field) of the extra fields of `record` that are in use, with its values.

    With `asked` false nothing is required, as in a search.
    """
    for field in extra.fields_of(type(record)):
        value = extra.typed(field, record.extra.get(field.code))
        yield PREFIX + field.code, form_field(field, value, required=asked and field.required)


def form_field(field: ExtraField, value: Any = None, *, required: bool = False) -> forms.Field:
    """The form field for an extra field."""
    given: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help_text,
        "required": required,
        "initial": value,
    }
    if field.type == Type.NUMBER:
        return forms.DecimalField(max_digits=extra.MOST_DIGITS, **given)
    if field.type == Type.DATE:
        return forms.DateField(**given)
    if field.type == Type.YES_NO:
        given["initial"] = {True: YES, False: NO}.get(value, "")
        return forms.TypedChoiceField(choices=_choices([(YES, _("Yes")), (NO, _("No"))]), **given, **_YES_NO)
    if field.type == Type.CHOICE:
        # A choice that went out of use stays for the record that has it.
        offered = dict.fromkeys([*field.offered(), *([value] if value else [])])
        return forms.ChoiceField(choices=_choices([(each, each) for each in offered]), **given)
    return forms.CharField(max_length=extra.LONGEST_TEXT, **given)


_YES_NO: dict[str, Any] = {"coerce": lambda value: value == YES, "empty_value": None}


def _choices(offered: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", "–"), *offered]


def take(record: Any, cleaned: dict[str, Any]) -> None:
    """Put the extra values of a valid form on the record; what the form did not show stays."""
    values = dict(record.extra)
    for field in extra.fields_of(type(record)):
        name = PREFIX + field.code
        if name not in cleaned:
            continue
        value = extra.stored(field, cleaned[name])
        if value is None:
            values.pop(field.code, None)
        else:
            values[field.code] = value
    record.extra = values


def facts(record: Any) -> list[Fact]:
    """What `record` has in its extra fields; a field that is no longer in use is marked so (R-260)."""
    known = extra.known_fields(type(record)) if record.extra else {}
    held = [field for field in known.values() if field.code in record.extra]
    return [Fact(label_of(field), extra.typed(field, record.extra[field.code])) for field in held]


def all_facts(record: Any) -> list[Fact]:
    """Every extra field in use, filled or not, and what `record` has in those that are no longer in use."""
    offered = extra.fields_of(type(record))
    known = extra.known_fields(type(record)).values()
    held = [field for field in known if field.code in record.extra and not field.is_active]
    return [
        Fact(label_of(field), extra.typed(field, record.extra.get(field.code))) for field in [*offered, *held]
    ]


def label_of(field: ExtraField) -> str:
    """The label, with "(inactive)" where the field is no longer in use."""
    return field.label if field.is_active else _now("%(value)s (inactive)") % {"value": field.label}
