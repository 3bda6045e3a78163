"""What the address form of a country wants: elements that must be there, the shape of the postal code, known areas."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from parties import addresses
from parties.address_check.verdict import Finding, Kind
from reference.geography import areas, postal


def findings(location: Any) -> Iterator[Finding]:
    """What is wrong with an address by itself, in the order of the country's form."""
    form = addresses.form_of(location.country.code2)
    if not location.line1.strip():
        yield _missing(location, "line1", str(_("Address line 1")))
    for element in form.elements:
        if element.field == "line1":
            continue
        if element.required and not addresses.given(location, element.field):
            yield _missing(location, element.field, element.label)
    yield from postal_shape(location)
    yield from area_names(location)


def _missing(location: Any, field: str, label: str) -> Finding:
    text = _("%(element)s is required in %(country)s.") % {"element": label, "country": location.country}
    return Finding(field, text, Kind.MISSING)


def postal_shape(location: Any) -> Iterator[Finding]:
    """The postal code looks like one of the country."""
    country, code = location.country, location.postal_code.strip()
    if not code or postal.fits(country.code2, code):
        return
    text = _("%(element)s %(value)s does not look like one of %(country)s. Write it like %(example)s.")
    words = _words(location, "postal_code") | {"example": postal.example_of(country.code2)}
    yield Finding("postal_code", text % words, Kind.FORMAT)


def area_names(location: Any) -> Iterator[Finding]:
    """State, province and county are areas of the country, where its areas are known."""
    country = location.country
    known = areas.codes_by_key(country.code2)
    if not known:
        return
    for field in addresses.AREA_FIELDS:
        value = getattr(location, field).strip()
        if value and not any(key in known for key in areas.area_keys(value)):
            text = _("%(element)s %(value)s is not known in %(country)s. Correct it or choose a suggestion.")
            yield Finding(field, text % _words(location, field), Kind.UNKNOWN)


def _words(location: Any, field: str) -> dict[str, Any]:
    element = addresses.form_of(location.country.code2).element(field)
    label = element.label if element else location._meta.get_field(field).verbose_name
    return {
        "element": str(label)[:1].upper() + str(label)[1:],
        "value": getattr(location, field).strip(),
        "country": location.country,
    }
