"""Giving a record its reference in another system, on the page where the record is edited (R-031)."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages.forms import NewRecordForm, Section
from parties.models import PartySourceReference
from parties.services import add_reference
from reference.models import SourceSystem

REFERENCE = "reference"


class ReferenceForm(NewRecordForm):
    """Under which number another system knows the record: both fields or neither. Kinds set their own model."""

    sections: Any = [
        Section(
            _("Reference"),
            "system",
            "value",
            note=_("The number under which another system knows this record. Once given, it stays as it is."),
        )
    ]

    class Meta:
        model: Any = PartySourceReference
        fields = ["system", "value"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What has no reference elsewhere is known under its id here: that is computed and nobody gives it.
        self.fields["system"].queryset = SourceSystem.objects.active().exclude(code="REGISTRAR")
        self.fields["system"].required = self.fields["value"].required = False

    @property
    def is_empty(self) -> bool:
        """True where nothing was entered."""
        return not (self.cleaned_data.get("system") or self.cleaned_data.get("value"))

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        data = super().clean() or self.cleaned_data
        for name, other in (("system", "value"), ("value", "system")):
            if data.get(other) and not data.get(name):
                self.add_error(name, _("A reference needs its source system and its value."))
        return data


class ReferenceRow(ReferenceForm):
    """One of the references of a new record. Kinds set their own model."""

    sections = ()

    def has_changed(self) -> bool:
        """A row counts even as it came: `is_empty` decides."""
        return True


class TakesReference:
    """An EditView that asks for the record's reference while it has none; one that is there stays as it is."""

    reference_form: type[ReferenceForm]

    @cached_property
    def asks_for_reference(self) -> bool:
        """Whether the page has the fields; also where somebody else gave one since they were filled in."""
        view: Any = self
        sent = any(view.request.POST.get(f"{REFERENCE}-{name}") for name in ("system", "value"))
        return sent or not view.record.source_references.active().exists()

    def reference_forms(self, data: Any, quiet: bool, **owner: Any) -> dict[str, Any]:
        """The form by its name, for a reference of `owner`; nothing where the record has one."""
        if not self.asks_for_reference:
            return {}
        instance = self.reference_form.Meta.model(**owner)
        return {REFERENCE: self.reference_form(data=data, quiet=quiet, instance=instance, prefix=REFERENCE)}

    def save_reference(self, form: ReferenceForm | None) -> None:
        """Give the record the reference that was entered."""
        self.gave_reference = form is not None and not form.is_empty
        if form is not None and self.gave_reference:
            add_reference(form.instance)
