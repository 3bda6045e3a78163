"""The conflict page: two people changed the same field (D-19). Nothing that was typed is lost.

The page sends the whole form again, from the newer version: for a field in conflict the value that is chosen, for
a field that only this user changed his value, for every other field what stands in the record now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.forms import BaseForm, BoundField

from core.exceptions import StaleRecord
from core.pages.labels import title
from core.pages.saving import Forms, each_form
from core.pages.values import shown


@dataclass(frozen=True)
class Choice:
    """One field in conflict: what each has, as shown and as sent."""

    name: str
    label: str
    yours: str
    theirs: str
    opened: str
    yours_sent: str
    theirs_sent: str


def conflict_context(yours: Forms, theirs: Forms, stale: StaleRecord) -> dict[str, Any]:
    """What pages/conflict.html needs: `choices`, `kept` (hidden inputs), who changed the record and when.

    `elsewhere` are the labels of fields in conflict that follow from others and are not on the form.
    `yours` holds what was typed, `theirs` what the record holds now. Forms of other records on the same page are sent
    again as they were: their own conflicts come up when they are saved.
    """
    labels = {conflict.field: conflict for conflict in stale.conflicts}
    choices, kept = [], []
    for typed, current in _pairs(yours, theirs):
        if current is None or not _edits(typed.form, stale.record):
            kept += _as_sent(typed)
            continue
        conflict = labels.pop(typed.name, None)
        if typed.name == "version":
            kept.append((typed.html_name, str(stale.current_version)))
            continue
        if typed.name == "reason":
            kept.append((typed.html_name, _sent(typed)))
            continue
        kept.append((typed.html_initial_name, _sent(current)))
        if conflict is not None:
            choices.append(_choice(typed, current, conflict))
        else:
            source = typed if typed.name in typed.form.changed_data else current
            kept.append((typed.html_name, _sent(source)))
    return {
        "choices": choices,
        "elsewhere": [title(conflict.label) for conflict in labels.values()],
        "kept": kept,
        "changed_by": stale.changed_by,
        "changed_at": stale.changed_at,
    }


def _edits(form: BaseForm, record: Any) -> bool:
    """True when this form is the one that changes `record`."""
    edited = getattr(form, "instance", None)
    return edited is not None and edited == record


def _as_sent(typed: BoundField) -> list[tuple[str, str]]:
    """What the browser sent for a field: the value, and what stood there when the form was opened."""
    if not typed.field.show_hidden_initial:
        return [(typed.html_name, _sent(typed))]
    opened = typed.form.data.get(typed.html_initial_name, "")
    return [(typed.html_initial_name, opened), (typed.html_name, _sent(typed))]


def _pairs(yours: Forms, theirs: Forms) -> Iterator[tuple[BoundField, BoundField | None]]:
    """Each field as typed beside the same field as it stands; None where the page no longer has it."""
    for key, sent in yours.items():
        now = list(each_form({key: theirs[key]})) if key in theirs else []
        for typed, current in zip_longest(list(each_form({key: sent})), now):
            for name in typed.fields if typed is not None else ():
                known = current is not None and name in current.fields
                yield typed[name], current[name] if known else None


def _choice(typed: BoundField, current: BoundField, conflict: Any) -> Choice:
    field = _model_field(typed.form, typed.name)
    return Choice(
        name=typed.html_name,
        label=str(typed.label),
        yours=_words(typed, conflict.yours, field),
        theirs=_words(typed, conflict.theirs, field),
        opened=_words(typed, conflict.opened, field),
        yours_sent=_sent(typed),
        theirs_sent=_sent(current),
    )


def _words(bound: BoundField, value: Any, field: Any) -> str:
    """A value in words: the label of a choice, the name of what a key points at."""
    choices = getattr(bound.field, "choices", None)
    if choices is not None and value not in (None, ""):
        for key, label in _flat(choices):
            if str(key) == str(value):
                return str(label)
    if field is not None and field.is_relation and value is not None:
        return shown(field.related_model._default_manager.filter(pk=value).first())
    return shown(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _model_field(form: BaseForm, name: str) -> Any:
    instance = getattr(form, "instance", None)
    fields = {field.name: field for field in instance._meta.fields} if instance is not None else {}
    return fields.get(name)


def _sent(bound: BoundField) -> str:
    """The value of a field as a browser sends it."""
    value = bound.value()
    widget = bound.field.widget
    if isinstance(value, bool):
        return "true" if value else ""
    formatted = widget.format_value(value)
    if isinstance(formatted, list | tuple):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted)
