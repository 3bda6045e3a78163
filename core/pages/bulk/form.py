"""The form that says what many records are to get: for each field leave, clear, or set to one of its values."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import apply_limit_choices_to_to_formfield
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import ActiveChoiceField
from core.jobs.bulk_edit import Change
from core.pages.forms import PageForm, Section, Wide
from core.pages.labels import title

# What stands before a value in the list, so that no value looks like one of the other two wishes.
SET, CLEAR = "=", "clear"


class ChangeForm(PageForm):
    """The fields of one kind of record, made by `change_form`, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=240,
        help_text=gettext_lazy("Shown in the history of each record."),
    )
    model: Any = None
    names: Sequence[str] = ()

    @property
    def sections(self) -> list[Section]:
        """What changes, and why."""
        note = _("Every field that is left as it is stays what it is on each record.")
        return [Section(_("What changes"), *self.names, note=note), Section(_("Why"), Wide("reason"))]

    def clean(self) -> dict[str, Any]:
        """Something must change."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(name) for name in self.names):
            raise forms.ValidationError(_("Choose at least one field to change."))
        return data

    def change(self) -> Change:
        """What the records get, once the form is valid."""
        wishes = {name: self.cleaned_data[name] for name in self.names if self.cleaned_data[name]}
        return Change({name: self._value(name, wish) for name, wish in wishes.items()})

    def told(self) -> list[str]:
        """The change in words, one line for each field."""
        lines = []
        for name in self.change().values:
            label, wish = self.fields[name].label, self.cleaned_data[name]
            if wish == CLEAR:
                lines.append(_("%(field)s is cleared.") % {"field": label})
            else:
                words = dict(self.fields[name].choices)[wish]
                lines.append(_("%(field)s becomes “%(value)s”.") % {"field": label, "value": words})
        return lines

    def _value(self, name: str, wish: str) -> Any:
        field = self.model._meta.get_field(name)
        if wish == CLEAR:
            return None if field.null else ""
        return field.to_python(wish.removeprefix(SET))


def change_form(model: Any, names: Sequence[str]) -> type[ChangeForm]:
    """The form for these fields of `model`; each is one that is chosen from a list."""
    fields = {name: _choice(model._meta.get_field(name)) for name in names}
    return type("ChangeForm", (ChangeForm,), {**fields, "model": model, "names": tuple(names)})


def _choice(field: Any) -> forms.ChoiceField:
    choices = [("", _("Leave as it is"))]
    if field.blank:
        choices.append((CLEAR, _("Clear")))
    choices += [(f"{SET}{value}", label) for value, label in _values(field)]
    return forms.ChoiceField(
        label=title(field.verbose_name), choices=choices, required=False, help_text=field.help_text
    )


def _values(field: Any) -> Iterator[tuple[str, str]]:
    """What the field may be newly set to, as any form of ours offers it (R-260)."""
    options = {"form_class": ActiveChoiceField} if field.is_relation else {}
    offered = field.formfield(**options)
    if field.is_relation:
        apply_limit_choices_to_to_formfield(offered)
    bound = type("Offered", (forms.Form,), {field.name: offered})()[field.name]
    for value, label in bound.field.choices:
        if str(value):
            yield str(value), str(label)
