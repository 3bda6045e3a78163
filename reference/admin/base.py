"""What the set-up pages of all lists have in common."""

import zoneinfo
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from core.admin import RecordAdmin
from reference.usage import uses_of


def time_zone_list() -> forms.Select:
    """Every time zone of the IANA list."""
    return forms.Select(choices=[(zone, zone) for zone in sorted(zoneinfo.available_timezones())])


class ReferenceAdmin(RecordAdmin):
    """A list of values: searched by code and name; its uses are counted before it is removed."""

    list_display = ["code", "name", "description"]
    list_display_links = ["code", "name"]
    search_fields = ["code_key", "name_key"]
    change_form_template = "admin/value_change_form.html"

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """A time zone is chosen, not typed."""
        if db_field.name == "time_zone":
            kwargs["widget"] = time_zone_list()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def uses_of(self, record: Any) -> list[str]:
        """Where the value is used, with numbers (R-260)."""
        return [f"{use.kind}: {use.count}" for use in uses_of(record)]

    def use_page(self, record: Any) -> str:
        """The page on which another value takes its place."""
        return reverse("values:use", kwargs={"kind": self.opts.label_lower, "pk": record.pk})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The form, with the way to the records that have the value."""
        record = kwargs.get("obj")
        if record is not None and self.has_change_permission(request, record):
            context["in_use"] = sum(use.count for use in uses_of(record))
            context["use_page"] = self.use_page(record)
        return super().render_change_form(request, context, *args, **kwargs)
