"""What the set-up pages of all lists have in common."""

from typing import Any

from core.admin import RecordAdmin
from reference.usage import uses_of


class ReferenceAdmin(RecordAdmin):
    """A list of values: searched by code and name; the code is fixed once it is given."""

    list_display = ["code", "name", "description"]
    list_display_links = ["code", "name"]
    search_fields = ["code_key", "name_key"]
    fixed_fields = ("code",)

    def uses_of(self, record: Any) -> list[str]:
        """Where the value is used, with numbers (R-260)."""
        return [f"{use.kind}: {use.count}" for use in uses_of(record)]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """The code cannot be changed: records and files hold it."""
        fixed = self.fixed_fields if obj else ()
        return [*fixed, *super().get_readonly_fields(request, obj)]
