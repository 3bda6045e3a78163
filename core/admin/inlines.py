"""Rows of a record that belong to it, edited on its page."""

from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from core.admin.fields import RecordFields
from core.admin.forms import RecordForm


class NamedCells(BaseInlineFormSet):
    """Rows of a table: a cell has no label to be seen, so each field is named by its column."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The fields of a row, with their names for those who hear them."""
        super().add_fields(form, index)
        for field in form.fields.values():
            # A choice with links beside it is wrapped; the name belongs to the choice.
            widget: Any = getattr(field.widget, "widget", field.widget)
            if field.label and not widget.is_hidden:
                widget.attrs.setdefault("aria-label", str(field.label))


class RecordInline(RecordFields, admin.TabularInline):
    """A table of child records. Rows are deleted only where the model is a join row (`deletable`)."""

    form = RecordForm
    formset = NamedCells
    extra = 0
    show_change_link = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows; of unit-owned ones those of the user's units."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset, whose rows carry their versions and leave the parent to the save."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.parent_field = formset.fk.name
        # A row that was refused starts its next save from the newer version, like the record itself.
        formset.form.refusal = getattr(request, "refusal", None)
        return formset

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of a row and its (hidden) version."""
        names = [name for name in super().get_fields(request, obj) if name != "opened_version"]
        return [*names, "opened_version"] if self.has_change_permission(request, obj) else names

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only join rows end by deleting them."""
        return self.model.deletable and super().has_delete_permission(request, obj)
