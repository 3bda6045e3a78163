"""Extra fields that administrators add to customers, accounts and account sites."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from core import extra
from core.admin import RecordAdmin
from core.admin.forms import ReasonForm
from core.models import ExtraField


def kinds() -> list[tuple[str, str]]:
    """The kinds of records that can have extra fields, by label and name."""
    return [(kind._meta.label_lower, capfirst(str(kind._meta.verbose_name))) for kind in extra.kinds()]


class ExtraFieldForm(ReasonForm):
    """Offers the kinds of records by name."""

    model = forms.ChoiceField(
        label=gettext_lazy("Kind of record"),
        choices=kinds,
        help_text=ExtraField._meta.get_field("model").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Given once: the page shows it and asks no more.
            del self.fields["model"]


@admin.register(ExtraField)
class ExtraFieldAdmin(RecordAdmin):
    """Extra fields: they appear on the pages of their kind of record as soon as they are saved."""

    form = ExtraFieldForm
    fields = ["model", "code", "label", "type", "choices", "required", "help_text", "position"]
    list_display = ["label", "kind", "code", "type", "required", "position"]
    list_filter = ["model", "type"]
    search_fields = ["code_key"]

    @admin.display(description=ExtraField._meta.get_field("model").verbose_name, ordering="model")
    def kind(self, field: ExtraField) -> str:
        """The kind of record by name."""
        return capfirst(str(apps.get_model(field.model)._meta.verbose_name))

    def uses_of(self, record: ExtraField) -> list[str]:
        """How many records have a value in it."""
        kind = apps.get_model(record.model)
        count = kind._base_manager.filter(extra__has_key=record.code).count()
        return [f"{kind._meta.verbose_name_plural}: {count}"] if count else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What is given once is only shown afterwards; the kind by its name."""
        names = super().get_readonly_fields(request, obj)
        return ["kind" if name == "model" else name for name in names]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The kind by its name where it can no longer be chosen."""
        given = super().get_fieldsets(request, obj)
        return [
            (head, {**rest, "fields": [_shown(name, obj) for name in rest["fields"]]}) for head, rest in given
        ]


def _shown(name: Any, record: Any) -> Any:
    return "kind" if name == "model" and record is not None else name
