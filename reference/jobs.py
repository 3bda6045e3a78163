"""The program `replace-value`: another value takes the place of a reference value in every record that has it (R-260).

A record changes only while it still has the value, so nobody's newer choice is written over. Records of operating
units that are not on the access list of who asked are counted and left (trust 8).
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import bulk, work, writes
from core.jobs.programs import SEE, Run, Step, Steps, problem, program
from reference import usage
from reference.geography.program import load_geography

__all__ = ["load_geography", "replace_value"]

AT_A_TIME = 200
# Where a run goes on that has counted what it left, too: after every kind of record.
ENDED = "~"


def leads_to(given: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Back to the value, where it is made inactive."""
    address = reverse("values:use", kwargs={"kind": given["kind"], "pk": given["value"]})
    return [(_("Back to the value, to inactivate it"), address)]


@program(
    "replace-value",
    title=gettext_lazy("Replace a value"),
    help=gettext_lazy("Puts another value in the place of a reference value, in every record that has it."),
    parameters={
        "kind": forms.CharField(widget=forms.HiddenInput),
        "value": forms.IntegerField(widget=forms.HiddenInput),
        "by": forms.IntegerField(widget=forms.HiddenInput),
        "change": forms.CharField(label=pgettext_lazy("of values", "Change")),
        "reason": forms.CharField(label=gettext_lazy("Reason")),
    },
    view_permission=SEE,
    from_page=False,
    personal=True,
    one_at_a_time=False,
    follow_up=leads_to,
    counts={
        "changed": gettext_lazy("Changed"),
        "same": gettext_lazy("Changed by others meanwhile"),
        "refused": gettext_lazy("Refused"),
        "left": gettext_lazy("Left in operating units that are not yours"),
    },
)
def replace_value(run: Run) -> Steps:
    """Replace kind by kind, by key; where it goes on is {"model": label, "after": last key}."""
    model: Any = apps.get_model(run.parameters["kind"])
    value, by = (model._base_manager.get(pk=run.parameters[name]) for name in ("value", "by"))
    if usage.kept_because(value) or not usage.substitutes(value).filter(pk=by.pk).exists():
        raise ValidationError(_("%(value)s cannot take its place any more.") % {"value": by})
    columns = usage.columns_of(value)
    position = run.position or {"model": "", "after": 0}
    if position["model"] == ENDED:
        return
    if run.position is None:
        user = _actor(run, value)
        yield Step(total=sum(len(keys_of(*one, value, user)) for one in columns.items()), position=position)
    for holder, fields in columns.items():
        label = holder._meta.label_lower
        if label >= position["model"]:
            after = position["after"] if label == position["model"] else 0
            yield from _of_one_kind(run, holder, fields, (value, by), after)
    user = _actor(run, value)
    left = sum(place.beyond for place in usage.places_of(value, user))
    yield Step(position={"model": ENDED, "after": 0}, counts={"left": left})


def keys_of(
    model: Any, fields: list[Any], value: Any, user: Any, after: int = 0, most: int | None = None
) -> list[int]:
    """The keys of the next rows in which `user` may replace the value."""
    rows = usage.holders(model, fields, value).filter(
        pk__in=usage.reach(model, user).values("pk"), pk__gt=after
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def putting(fields: list[Any], value: Any, by: Any) -> bulk.Put:
    """What gives a record the other value in each of these columns that has this one."""
    former, new = usage.held(value), usage.held(by)

    def put(record: Any) -> None:
        for field in fields:
            if getattr(record, field.attname) == former:
                setattr(record, field.attname, new)

    return put


def _of_one_kind(run: Run, model: Any, fields: list[Any], pair: tuple[Any, Any], after: int) -> Steps:
    value, by = pair
    while keys := keys_of(model, fields, value, _actor(run, value), after, AT_A_TIME):
        work.because(run.parameters["reason"])
        after = keys[-1]
        records = writes.lock(model._base_manager.filter(pk__in=keys))
        outcome = bulk.write(records, putting(fields, value, by))
        yield Step(
            position={"model": model._meta.label_lower, "after": after},
            done=len(records),
            counts={
                "changed": len(outcome.changed),
                "same": len(outcome.same),
                "refused": len(outcome.refused),
            },
            problems=[
                problem(f"{capfirst(str(model._meta.verbose_name))}: {reason}", record=record)
                for record, reason in outcome.refused
            ],
        )


def _actor(run: Run, value: Any) -> Any:
    """Who asked, with what he may do and see now."""
    user = get_user_model()._default_manager.filter(pk=getattr(run.actor, "pk", None), is_active=True).first()
    if user is None or not user.has_perm(f"{value._meta.app_label}.change_{value._meta.model_name}"):
        raise ValidationError(_("Who asked for this may no longer change the set-up."))
    return user
