"""The blocks of a page on which a customer's address is chosen or made."""

from collections.abc import Mapping
from typing import Any

from parties.known_addresses import matching_addresses
from parties.models import Party, PartySite
from parties.pages.address.choice import AddressChoiceForm
from parties.pages.address.forms import LocationForm, PartySiteForm


def address_forms(party: Party, user: Any, given: Mapping[str, Any], **offered: Any) -> dict[str, Any]:
    """The choice, and the fields of a new address, which count only where one is wanted (R-022).

    `given` are data and quiet of the page's forms, `offered` what AddressChoiceForm is told besides.
    """
    choice = AddressChoiceForm(prefix="choice", party=party, **given, **offered)
    location = LocationForm(
        prefix="location",
        user=user,
        css_class="new-address",
        known=lambda typed: [choice.known(site) for site in matching_addresses(party, typed)],
        **given,
    )
    address = PartySiteForm(prefix="address", is_first=False, css_class="new-address", **given)
    if not choice.is_new:
        location.set_aside()
        address.set_aside()
    return {"choice": choice, "location": location, "address": address}


def address_of(blocks: Mapping[str, Any]) -> PartySite:
    """The address that was chosen, or the new one without a row (R-038)."""
    chosen: PartySite | None = blocks["choice"].chosen if "choice" in blocks else None
    if chosen is not None:
        return chosen
    address: PartySite = blocks["address"].instance
    address.location = blocks["location"].instance
    return address
