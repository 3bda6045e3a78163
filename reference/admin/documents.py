"""Types of documents, and what the set-up pages of documents have in common."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import ReadAdmin
from reference.admin.base import ReferenceAdmin
from reference.models import DocumentType


@admin.register(DocumentType)
class DocumentTypeAdmin(ReferenceAdmin):
    """Types of documents, and which of them are confidential (R-264)."""

    list_display = [*ReferenceAdmin.list_display, "confidential", "expires"]
    list_filter = ["confidential", "expires"]


class DocumentAdmin(ReadAdmin):
    """Documents of one kind of record (R-264); `owner` names the field that points at it."""

    owner = ""
    list_filter = ["type"]
    search_fields = ["title_key"]
    ordering = ["title_key", "pk"]

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """The document, what it is kept with, and until when it is valid."""
        return ["title", self.owner, "type", "valid_until", "status"]

    def get_list_select_related(self, request: HttpRequest) -> Sequence[str]:
        """What a line shows."""
        return [self.owner, "type"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What it is kept with, and what is known of it."""
        return [self.owner, "title", "type", "valid_until", "file"]
