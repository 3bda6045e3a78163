"""The one write path: nothing else inserts, updates or deletes a record (docs/architecture.md)."""

from core.writes.primary import demote_others, make_primary
from core.writes.rows import hold, lock, read
from core.writes.save import delete, insert_many, save, update_many
from core.writes.status import remove, remove_many, restore

__all__ = [
    "delete",
    "demote_others",
    "hold",
    "insert_many",
    "lock",
    "make_primary",
    "read",
    "remove",
    "remove_many",
    "restore",
    "save",
    "update_many",
]
