"""The lines of the journal in words: names instead of ids, meanings instead of codes.

Names cost one query per kind of record that the lines of one page mention, however many lines there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst

from core import extra
from core.choices import named
from core.extra import label_of
from core.history import KEY, Part, part_named
from core.journal import readable_by
from core.models import ChangeRecord
from core.pages.channels import CHANNELS
from core.pages.labels import title
from core.pages.page import visible
from core.pages.values import NOTHING, shown

# Of what was changed since a page was opened no more is shown; the history has the rest.
MOST_CHANGES = 20


@dataclass(frozen=True)
class Line:
    """One field of one change, in words."""

    label: str
    old: str
    new: str


def kind_of(label: str) -> str:
    """The name of a kind of record; the stored label where the model is no more."""
    model = model_named(label)
    return capfirst(str(model._meta.verbose_name)) if model else label


def lines_of(changes: Sequence[ChangeRecord], user: Any) -> dict[int, list[Line]]:
    """The lines of each change by its id, with names instead of ids."""
    names = _names(changes, user)
    return {
        change.pk: [_line(change, name, pair, names) for name, pair in _pairs(change)] for change in changes
    }


@dataclass(frozen=True)
class Change:
    """One change in words: who, when, through which door, what was done, and its lines."""

    record: ChangeRecord
    channel: str
    lines: Sequence[Line]


def changes_since(record: Any, version: int, user: Any) -> list[Change]:
    """What was done to `record` after a version of it, the oldest first; at most MOST_CHANGES."""
    found = list(
        readable_by(user)
        .filter(model=record._meta.label_lower, object_id=record.pk, version__gt=version)
        .select_related("actor")
        .order_by("version")[:MOST_CHANGES]
    )
    lines = lines_of(found, user)
    return [
        Change(change, str(CHANNELS.get(change.channel, change.channel)), lines[change.pk])
        for change in found
    ]


def text_of(lines: Sequence[Line]) -> str:
    """The lines of a change as one text, for a cell of a file."""
    return "; ".join(f"{line.label}: {line.old} → {line.new}" for line in lines)


def model_named(label: str) -> type[Model] | None:
    """The model that the journal calls `label`; None where it is no more."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _pairs(change: ChangeRecord) -> Iterator[tuple[str, list[Any]]]:
    """What was changed, in the order of the model's fields; what the model no longer has comes last."""
    model = model_named(change.model)
    order = {field.name: number for number, field in enumerate(model._meta.concrete_fields)} if model else {}
    pairs = (change.changes or {}).items()
    yield from sorted(pairs, key=lambda pair: order.get(pair[0].partition(KEY)[0], len(order)))


def _part(change: ChangeRecord, name: str) -> Part | None:
    model = model_named(change.model)
    return part_named(model, name) if model else None


def _line(change: ChangeRecord, name: str, pair: Sequence[Any], names: dict[Any, dict[Any, str]]) -> Line:
    part = _part(change, name)
    if part is None:
        return Line(name, shown(pair[0]), shown(pair[1]))
    label = title(label_of(part.field.model, part))
    return Line(label, *(_word(part, value, names) for value in pair))


def _word(part: Part, value: Any, names: dict[Any, dict[Any, str]]) -> str:
    """A stored value in words."""
    field: Any = part.field
    if value is None or value == "":
        return shown(value)
    if part.key:
        return _extra_word(part, value)
    if field in names:
        return names[field].get(int(value), NOTHING)
    try:
        typed = field.to_python(value)
    except ValidationError:
        return shown(value)
    display = getattr(field.model(**{field.attname: typed}), f"get_{field.name}_display", None)
    return str(display()) if display else shown(typed)


def _extra_word(part: Part, value: Any) -> str:
    """The value of an extra field, by its type; as it stands where nobody knows the field any more."""
    field = extra.known_fields(part.field.model).get(part.key)
    try:
        return shown(extra.typed(field, value) if field else value)
    except (ArithmeticError, TypeError, ValueError):
        return shown(value)


def _names(changes: Sequence[ChangeRecord], user: Any) -> dict[Any, dict[Any, str]]:
    """For each field that points elsewhere: the name of every value that the changes mention."""
    mentioned: dict[Any, set[int]] = defaultdict(set)
    for change in changes:
        for name, pair in (change.changes or {}).items():
            part = _part(change, name)
            if part is not None and part.field.is_relation:
                mentioned[part.field] |= {int(value) for value in pair if value is not None}
    by_model: dict[type[Model], set[int]] = defaultdict(set)
    for field, pks in mentioned.items():
        by_model[field.related_model] |= pks
    found = {
        model: {row.pk: named(row) for row in visible(model._default_manager, user).filter(pk__in=pks)}
        for model, pks in by_model.items()
    }
    return {field: found[field.related_model] for field in mentioned}
