"""The one page of system options."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.admin import RecordAdmin
from core.admin.guarding import by_model_permission
from reference.admin.base import time_zone_list
from reference.models import SystemOptions
from reference.options import multiple_organizations


@admin.register(SystemOptions)
class SystemOptionsAdmin(RecordAdmin):
    """One row: its list leads straight to it, and there is nothing to add."""

    readonly_fields = ["multiple_organizations"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A time zone is chosen, not typed."""
        if db_field.name == "time_zone":
            kwargs["widget"] = time_zone_list()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("multiple organizations"), boolean=True)
    def multiple_organizations(self, options: SystemOptions) -> bool:
        """On as soon as a second operating unit exists, and never off again (R-092)."""
        return multiple_organizations()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The row is there from the start."""
        return False

    @by_model_permission
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Go to the row."""
        row = SystemOptions.objects.first()
        if row is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:reference_systemoptions_change", args=[row.pk]))
