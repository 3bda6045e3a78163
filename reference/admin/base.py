"""What the set-up pages of all lists have in common."""

import zoneinfo
from typing import Any

from django import forms

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

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """A time zone is chosen, not typed."""
        if db_field.name == "time_zone":
            kwargs["widget"] = time_zone_list()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def uses_of(self, record: Any) -> list[str]:
        """Where the value is used, with numbers (R-260)."""
        return [f"{use.kind}: {use.count}" for use in uses_of(record)]
