"""Set-up pages of reference data."""

from reference.admin import documents, extra, late_charges, lists, lookups, options, users, world

__all__ = ["documents", "extra", "late_charges", "lists", "lookups", "options", "users", "world"]
