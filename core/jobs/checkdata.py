"""The program `checkdata`: is every record as the rules of today want it?

Three questions for each kind of record, in chunks: would each row be accepted as it is; do the columns that it copies
from its parent still agree, and do periods overlap; which inactive reference values are in use? The last are notes:
a value that was valid when it was chosen stays valid (R-260).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.database_rules import CopiedFrom
from core.fields import KeyField
from core.jobs.programs import START, Run, Step, Steps, problem, program
from core.models import Record, Status
from core.validation import validate_many

AT_A_TIME = 200
VALUES_NAMED = 50

Problems = list[dict[str, Any]]


def record_models() -> list[type[Model]]:
    """Every kind of record, in an order that does not change."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return sorted(models, key=lambda model: model._meta.label_lower)


def _model_choices() -> Iterator[tuple[str, str]]:
    yield "", _("Every kind of record")
    for model in record_models():
        yield model._meta.label_lower, capfirst(str(model._meta.verbose_name_plural))


@program(
    "checkdata",
    title=gettext_lazy("Check data"),
    help=gettext_lazy(
        "Checks every record against today's rules and lists what breaks them. Changes nothing."
    ),
    parameters={
        "model": forms.ChoiceField(
            label=gettext_lazy("Kind of record"), choices=_model_choices, required=False, initial=""
        )
    },
    # What it finds names records of every operating unit.
    view_permission=START,
    counts={
        "checked": gettext_lazy("Records checked"),
        "problems": gettext_lazy("Problems"),
        "notes": gettext_lazy("Notes"),
    },
)
def checkdata(run: Run) -> Steps:
    """Check the records of one or of every model.

    Where it goes on is {"model": label, "after": last pk}; `after` is None once that model is finished.
    """
    chosen = run.parameters["model"]
    models = [model for model in record_models() if chosen in ("", model._meta.label_lower)]
    position = run.position or {"model": "", "after": 0}
    yield Step(total=sum(model._base_manager.count() for model in models), position=position)
    for model in models:
        label = model._meta.label_lower
        if label > position["model"]:
            yield from _model_steps(model, 0)
        elif label == position["model"] and position["after"] is not None:
            yield from _model_steps(model, position["after"])


def _model_steps(model: type[Model], after: int) -> Steps:
    """The rows of one model after a primary key, then the reference values in use there."""
    label = model._meta.label_lower
    rows = model._base_manager.order_by("pk")
    while records := list(rows.filter(pk__gt=after)[:AT_A_TIME]):
        after = records[-1].pk
        found = [*wrong_rows(records), *wrong_copies(model, records)]
        yield _step(label, after, found, len(records))
    yield _step(label, None, list(inactive_values(model)))


def _step(label: str, after: int | None, found: Problems, done: int = 0) -> Step:
    kinds = [line["kind"] for line in found]
    return Step(
        position={"model": label, "after": after},
        done=done,
        counts={"checked": done, "problems": kinds.count("problem"), "notes": kinds.count("note")},
        problems=found,
    )


def wrong_rows(records: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """What the write functions would refuse, or would store otherwise, if they were given these rows again."""
    before = {record.pk: _values(record) for record in records}
    try:
        validate_many(records, before)
    except ValidationError as error:
        for record, by_field in getattr(error, "records", []):
            for name, errors in by_field.items():
                texts = " ".join(text for each in errors for text in each.messages)
                yield problem(_named(record, name, texts), record=record)
    for record in records:
        changed = [name for name, value in _values(record).items() if value != before[record.pk][name]]
        for name in changed:
            text = _("is not stored in the form that saving would give it.")
            yield problem(_named(record, name, text), record=record)


def wrong_copies(model: Any, records: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Columns that a row copies from its parent and that differ there."""
    for rule in getattr(model, "database_rules", []):
        if not isinstance(rule, CopiedFrom):
            continue
        theirs = [f"{rule.parent}__{name}" for name in rule.columns]
        rows = model._base_manager.filter(pk__in=[record.pk for record in records])
        values = {pk: rest for pk, *rest in rows.values_list("pk", *rule.columns, *theirs)}
        for record in records:
            row = values.get(record.pk, [])
            if row[: len(theirs)] != row[len(theirs) :]:
                yield problem(rule.message, record=record)


def inactive_values(model: Any) -> Iterator[dict[str, Any]]:
    """Reference values that rows of `model` have and that could not be chosen today, one note for each (R-260)."""
    for field in model._meta.concrete_fields:
        for value, count in [*_inactive_codes(model, field), *_inactive_rows(model, field)]:
            text = ngettext(
                "“%(value)s” is inactive or not in the list, and in use once.",
                "“%(value)s” is inactive or not in the list, and in use %(count)d times.",
                count,
            )
            where = _("%(model)s, %(field)s") % {
                "model": capfirst(str(model._meta.verbose_name_plural)),
                "field": field.verbose_name,
            }
            yield problem(text % {"value": value, "count": count}, where=where, note=True)


def _inactive_codes(model: Any, field: Any) -> Iterator[tuple[str, int]]:
    """Values of a column that checks its own choices, as lookups do."""
    if not hasattr(field, "validate_choice"):
        return
    used = model._base_manager.exclude(**{field.name: ""}).values_list(field.name).order_by(field.name)
    for value, count in used.annotate(count=Count("pk")):
        try:
            field.validate_choice(value, None)
        except ValidationError:
            yield value, count


def _inactive_rows(model: Any, field: Any) -> Iterator[tuple[Any, int]]:
    """Rows of reference tables that are inactive and pointed at."""
    target: Any = field.related_model if field.is_relation else None
    if not getattr(target, "choosable_only_when_active", False):
        return
    used = model._base_manager.filter(**{f"{field.name}__status": Status.INACTIVE}).order_by(field.name)
    counts = dict(used.values_list(field.attname).annotate(count=Count("pk"))[:VALUES_NAMED])
    for pk, row in target._base_manager.in_bulk(list(counts)).items():
        yield row, counts[pk]


def _values(record: Any) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def _named(record: Any, name: str, text: str) -> str:
    if name == "__all__":
        return text
    names = {field.attname: field for field in record._meta.concrete_fields}
    field = names.get(name) or record._meta.get_field(name)
    if isinstance(field, KeyField):
        field = record._meta.get_field(field.source)
    return f"{field.verbose_name}: {text}"
