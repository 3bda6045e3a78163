"""The tables of account sites."""

from sites.models.move import AddressMove
from sites.models.notes import SiteDocument, SiteNote
from sites.models.reference import SiteSourceReference
from sites.models.site import AccountSite
from sites.models.use import SiteUse

__all__ = ["AccountSite", "AddressMove", "SiteDocument", "SiteNote", "SiteSourceReference", "SiteUse"]
