"""Records that the set-up pages show and do not change: pages of their own write them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from core.admin.records import RecordAdmin


class ReadAdmin(RecordAdmin):
    """A list and a page of each record, with its history; nothing is written here."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A page adds them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A page changes them."""
        return False


class NoteAdmin(ReadAdmin):
    """Notes of one kind of record (R-264); `owner` names the field that points at it."""

    owner = ""
    list_filter = ["pinned"]
    ordering = ["-created_at", "-pk"]

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """The note, what it is about, by whom and when."""
        return ["__str__", self.owner, "pinned", "created_by", "created_at", "status"]

    def get_list_select_related(self, request: HttpRequest) -> Sequence[str]:
        """What a line shows."""
        return [self.owner, "created_by"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What it is about, and the note."""
        return [self.owner, "text", "pinned"]
