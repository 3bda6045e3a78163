"""Entering an address: the one block of every page that takes one."""

from parties.pages.address.forms import LocationForm, PartySiteForm

__all__ = ["LocationForm", "PartySiteForm"]
