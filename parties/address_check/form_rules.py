"""What the address form of a country wants: elements that must be there, and the shape of the postal code."""

from collections.abc import Iterator
from typing import Any

from parties import addresses
from parties.address_check import words
from parties.address_check.verdict import Finding, Kind
from reference.geography import postal


def findings(location: Any) -> Iterator[Finding]:
    """What is wrong with an address by itself, in the order of the country's form."""
    for element in addresses.form_of(location.country.code2).elements:
        if element.required and not addresses.given(location, element.field):
            yield Finding(element.field, words.about(location, element.field, Kind.MISSING), Kind.MISSING)
    code = location.postal_code.strip()
    if code and not postal.fits(location.country.code2, code):
        yield Finding("postal_code", words.about(location, "postal_code", Kind.FORMAT), Kind.FORMAT)
