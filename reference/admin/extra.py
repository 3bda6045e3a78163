"""Extra fields that administrators add to records."""

from django.contrib import admin

from core.admin import RecordAdmin
from core.models import ExtraField


@admin.register(ExtraField)
class ExtraFieldAdmin(RecordAdmin):
    """Extra fields of customers, accounts and account sites."""

    list_display = ["label", "model", "code", "type", "required", "position"]
    list_filter = ["model", "type"]
    search_fields = ["code_key"]
