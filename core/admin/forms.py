"""The form of a record in the admin: whole validation, the version that was opened, and the reason."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import construct_instance
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import writes
from core.exceptions import StaleRecord
from core.extra import label_of
from core.history import part_named, plain
from core.validation import validate
from core.writes.rows import snapshot


class RecordForm(forms.ModelForm):
    """Checks the record as the write will, and shows what a write refused with nothing typed lost.

    `refusal` is the error of a write that failed after the form was found good (a hook, another writer).
    """

    refusal: ValidationError | StaleRecord | None = None
    # The field that an inline takes from its parent, which may not be stored yet.
    parent_field: str = ""

    opened_version = forms.IntegerField(
        label=gettext_lazy("Version that was opened"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = snapshot(self.instance) if self.instance.pk else None
        if self.stored is not None:
            self.initial["opened_version"] = self.stored["version"]
        if isinstance(self.refusal, StaleRecord) and self.is_bound and self.is_about(self.refusal.record):
            self._take_over(self.refusal)

    def has_changed(self) -> bool:
        """True when something of the record was changed: a version alone is no change."""
        return bool(set(self.changed_data) - {"opened_version", "reason"})

    def write(self, version: int | None) -> None:
        """Write the record of a row of an inline; forms of records that have a service call that instead."""
        writes.save(self.instance, version=version)

    def _post_clean(self) -> None:
        """Build the record and check it whole, constraints over fields that are not on the form included."""
        exclude = self._meta.exclude
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, exclude)
        except ValidationError as error:
            self._update_errors(error)
        self._before_check()
        try:
            validate(self.instance, self.stored)
        except ValidationError as error:
            self._tell(error)
        if self.refusal is not None and not self.parent_field:
            self._tell_refusal(self.refusal)

    def _before_check(self) -> None:
        """For forms that set more on the record than their fields do."""

    def _tell(self, error: ValidationError) -> None:
        """Put each message on its field; what the form's own fields found already is not said twice."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, errors in by_field.items():
            if (name == self.parent_field and name) or name in self.errors:
                continue
            if name in self.fields:
                self.add_error(name, errors)
            else:
                self.add_error(None, [self._named(name, one) for one in errors])

    def _named(self, name: str, error: ValidationError) -> ValidationError:
        """The message of a field that is not on the form, with the field's name before it."""
        if name == NON_FIELD_ERRORS:
            return error
        part = part_named(type(self.instance), name)
        label = label_of(type(self.instance), part) if part else name
        return ValidationError(f"{label}: {' '.join(error.messages)}")

    def _tell_refusal(self, refusal: ValidationError | StaleRecord) -> None:
        if isinstance(refusal, StaleRecord):
            self.add_error(None, stale_messages(refusal))
        else:
            self._tell(refusal)

    def is_about(self, record: Any) -> bool:
        """True when this form is the one that changes `record`."""
        return type(record) is type(self.instance) and record.pk == self.instance.pk

    def _take_over(self, stale: StaleRecord) -> None:
        """Let the next save start from the newer row: its version, and its values where nobody disagrees (D-19)."""
        data = self.data.copy()
        data[self.add_prefix("opened_version")] = str(stale.current_version)
        contested = {conflict.field for conflict in stale.conflicts}
        for name, field in self.fields.items():
            if name in contested or name not in {one.name for one in self.instance._meta.concrete_fields}:
                continue
            value = field.prepare_value(stale.record.serializable_value(name))
            key = self.add_prefix(name)
            if isinstance(field, forms.BooleanField):
                data.pop(key, None)
                if value:
                    data[key] = "on"
            else:
                data[key] = (
                    ""
                    if value is None
                    else field.widget.format_value(value)
                    if isinstance(field.widget, forms.DateInput | forms.DateTimeInput)
                    else str(plain(value))
                )
        self.data = data


class ReasonForm(RecordForm):
    """The form of the record that a page is about: asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Why you make this change; it is kept in the history."),
    )


def stale_messages(stale: StaleRecord) -> list[str]:
    """What somebody else changed meanwhile, and what saving again will do (D-19)."""
    who = stale.changed_by or _("the system")
    told = [
        _("%(who)s changed %(record)s while you were editing it. Nothing was saved.")
        % {"who": who, "record": stale.record}
    ]
    told += [
        _("%(field)s: it was “%(opened)s”, is now “%(theirs)s”, and you entered “%(yours)s”.")
        % {
            "field": conflict.label,
            "opened": _shown(conflict.opened),
            "theirs": _shown(conflict.theirs),
            "yours": _shown(conflict.yours),
        }
        for conflict in stale.conflicts
    ]
    return [*told, _("Save again to put your values in place of theirs.")]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
