"""What the set-up pages of all lists have in common."""

from typing import Any

from core.admin import RecordAdmin
from reference.usage import uses_of


class ReferenceAdmin(RecordAdmin):
    """A list of values: searched by code and name; its uses are counted before it is removed."""

    list_display = ["code", "name", "description"]
    list_display_links = ["code", "name"]
    search_fields = ["code_key", "name_key"]

    def uses_of(self, record: Any) -> list[str]:
        """Where the value is used, with numbers (R-260)."""
        return [f"{use.kind}: {use.count}" for use in uses_of(record)]
