"""Set-up pages of reference data."""

from reference.admin import late_charges, lists, lookups, options, users, world

__all__ = ["late_charges", "lists", "lookups", "options", "users", "world"]
