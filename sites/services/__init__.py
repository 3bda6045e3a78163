"""What can be done with account sites and business purposes. Call these inside a unit of work (core.work)."""

from sites.services.copies import copy_site
from sites.services.new_uses import add_uses
from sites.services.sites import add_site_references, add_sites, change_site, remove_site, restore_site
from sites.services.uses import change_use, make_primary, remove_use, restore_use

__all__ = [
    "add_site_references",
    "add_sites",
    "add_uses",
    "change_site",
    "change_use",
    "copy_site",
    "make_primary",
    "remove_site",
    "remove_use",
    "restore_site",
    "restore_use",
]
