"""The program `bulk-edit`: gives many records of one kind the same new values, as their preview said.

Which records is said by their keys, or by the address of a list: that is opened again for each chunk, by the same
user, with his permissions and operating units of that moment. A record that somebody else changed in the same field
since the preview is left alone and told (D-19).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import bulk, lists, scope, work, writes
from core.jobs.programs import SEE, Run, Step, Steps, problem, program
from core.models.history import ChangeRecord

AT_A_TIME = 200
MOST = 10_000


@dataclass(frozen=True)
class Selection:
    """Which records: those with these keys, or all that the list at an address shows."""

    model: str
    pks: Sequence[int] = ()
    address: str = ""
    region: str = ""

    def rows(self, user: Any) -> Any:
        """The chosen records that `user` may see, by key. Any other record is as if it were not there."""
        model: Any = apps.get_model(self.model)
        if not self.address:
            return scope.visible_rows(model._default_manager, user).filter(pk__in=self.pks).order_by("pk")
        found = lists.rows_of(lists.open_list(self.address, self.region, user))
        if getattr(found, "model", None) is not model:
            raise ValidationError(_("The list holds records of another kind."))
        return found.order_by("pk")

    def keys(self, user: Any, after: int = 0, most: int = 0) -> list[int]:
        """The keys of the next of them."""
        return list(self.rows(user).filter(pk__gt=after).values_list("pk", flat=True)[: most or AT_A_TIME])


@dataclass(frozen=True)
class Change:
    """What the records get: values by field name, as forms store them (a key where the field refers to a row)."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def put(self, record: Any) -> None:
        """Give `record` the values."""
        for name, value in self.values.items():
            model_field = record._meta.get_field(name)
            setattr(record, model_field.attname, model_field.to_python(value) if value is not None else None)


@program(
    "bulk-edit",
    title=gettext_lazy("Change many records"),
    help=gettext_lazy("Gives the records that were chosen in a list the same new values."),
    parameters={
        "selection": forms.JSONField(widget=forms.HiddenInput),
        "values": forms.JSONField(widget=forms.HiddenInput),
        "since": forms.IntegerField(widget=forms.HiddenInput),
        "back": forms.CharField(required=False, widget=forms.HiddenInput),
        "records": forms.CharField(label=gettext_lazy("Records")),
        "change": forms.CharField(label=pgettext_lazy("of values", "Change")),
        "reason": forms.CharField(label=gettext_lazy("Reason")),
    },
    view_permission=SEE,
    from_page=False,
    personal=True,
    one_at_a_time=False,
    follow_up=lambda given: [(_("Back to the list"), given["back"])] if given.get("back") else [],
    counts={
        "changed": gettext_lazy("Changed"),
        "same": gettext_lazy("Had the values already"),
        "refused": gettext_lazy("Refused"),
        "meanwhile": gettext_lazy("Changed by others since the preview, left alone"),
    },
)
def bulk_edit(run: Run) -> Steps:
    """Change the records by key, a chunk at a time; where it goes on is the last key."""
    selection, change = Selection(**run.parameters["selection"]), Change(run.parameters["values"])
    if run.position is None:
        yield Step(total=len(selection.keys(_actor(run, selection.model), most=MOST)), position=0)
    after = run.position or 0
    while True:
        keys = selection.keys(_actor(run, selection.model), after)
        if not keys:
            return ""
        work.because(run.parameters["reason"])
        after = keys[-1]
        yield _changed(
            run, writes.lock(apps.get_model(selection.model)._base_manager.filter(pk__in=keys)), change, after
        )


def parameters(selection: Selection, new: Change, /, **rest: Any) -> dict[str, Any]:
    """What a run is submitted with."""
    return {"selection": asdict(selection), "values": dict(new.values), **rest}


def last_change() -> int:
    """The number of the last change that is known now, for `since`."""
    return ChangeRecord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _actor(run: Run, model: str) -> Any:
    """Who asked, with what he may do and see now."""
    user = get_user_model()._default_manager.filter(pk=getattr(run.actor, "pk", None), is_active=True).first()
    app, _dot, name = model.partition(".")
    if user is None or not user.has_perm(f"{app}.change_{name}"):
        raise ValidationError(_("Who asked for this may no longer change such records."))
    return user


def _changed(run: Run, records: list[Any], change: Change, after: int) -> Step:
    others = bulk.changed_since(records, change.values, run.parameters["since"], run.pk)
    outcome = bulk.write([record for record in records if record.pk not in others], change.put)
    text = _("was changed by %(who)s since the preview and was left alone.")
    told = [
        problem(text % {"who": others[record.pk].actor or _("the system")}, record=record)
        for record in records
        if record.pk in others
    ]
    return Step(
        position=after,
        done=len(records),
        counts={
            "changed": len(outcome.changed),
            "same": len(outcome.same),
            "refused": len(outcome.refused),
            "meanwhile": len(others),
        },
        problems=[*told, *(problem(reason, record=record) for record, reason in outcome.refused)],
    )
