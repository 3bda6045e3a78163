"""Entering an address: the one block of every page that takes one.

A page that makes a customer has the blocks of a new address, `LocationForm` and `PartySiteForm`. A page about a
customer who is there asks first which of its addresses is meant: `address_forms` are the blocks by name, `address_of`
answers what they say.
"""

from parties.pages.address.blocks import address_forms, address_of
from parties.pages.address.choice import AddressChoiceForm, known_before
from parties.pages.address.forms import LocationForm, PartySiteForm

__all__ = [
    "AddressChoiceForm",
    "LocationForm",
    "PartySiteForm",
    "address_forms",
    "address_of",
    "known_before",
]
