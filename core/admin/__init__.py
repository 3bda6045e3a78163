"""The admin of records: Django's, with every write through the one write path."""

from core.admin.forms import RecordForm
from core.admin.inlines import RecordInline
from core.admin.reading import NoteAdmin, ReadAdmin
from core.admin.records import RecordAdmin
from core.admin.users import UserAdmin

__all__ = ["NoteAdmin", "ReadAdmin", "RecordAdmin", "RecordForm", "RecordInline", "UserAdmin"]
