"""Lookups and their values."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import RecordAdmin
from reference.admin.base import ReferenceAdmin
from reference.models import LookupType, LookupValue


@admin.register(LookupType)
class LookupTypeAdmin(RecordAdmin):
    """The lists. They are shipped with the product; only their words change."""

    list_display = ["code", "name", "description", "extensible", "active_values"]
    list_display_links = ["code", "name"]
    list_filter = ["extensible"]
    search_fields = ["code_key", "name_key"]
    readonly_fields = ["extensible"]
    fields = ["code", "name", "description", "extensible"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The lists with how many values each offers."""
        return (
            super().get_queryset(request).annotate(active_count=Count("values", filter=Q(values__status="A")))
        )

    @admin.display(description=_("active values"), ordering="active_count")
    def active_values(self, lookup: LookupType) -> int:
        """How many values may be chosen."""
        return lookup.active_count

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A list that no column holds would be of no use."""
        return False


@admin.register(LookupValue)
class LookupValueAdmin(ReferenceAdmin):
    """The values of all lists."""

    list_display = ["type", "code", "meaning", "start_date", "end_date", "position"]
    list_display_links = ["code", "meaning"]
    list_filter = ["type"]
    list_select_related = ["type"]
    search_fields = ["code_key", "meaning_key"]
