"""What is said about a wrong element: its name in this country, what was typed; and what to do about it."""

from typing import Any

from django.utils.translation import gettext as _

from parties import addresses
from parties.address_check.verdict import Kind
from reference.geography import postal


def about(location: Any, field: str, kind: Kind) -> str:
    """The sentence about an element."""
    if kind is Kind.MISSING:
        text = _("%(element)s is required in %(country)s.")
    elif kind is Kind.FORMAT:
        text = _("%(element)s %(value)s does not look like one of %(country)s. Write it like %(example)s.")
    elif kind is Kind.UNKNOWN:
        text = _("%(element)s %(value)s is not known in %(country)s.")
    elif field == "postal_code":
        text = _("%(element)s %(value)s does not belong to %(place)s.")
    else:
        text = _("%(element)s %(value)s does not go with the rest of the address in %(country)s.")
    return text % {
        "place": _place(location),
        "element": label(location, field),
        "value": getattr(location, field).strip(),
        "country": location.country,
        "example": postal.example_of(location.country.code2),
    }


def remedy(kind: Kind) -> str:
    """What to do, where the sentence does not say it."""
    return _("Correct it or choose a suggestion.") if kind in (Kind.UNKNOWN, Kind.MISMATCH) else ""


def _place(location: Any) -> str:
    """City, area and country as they were typed."""
    columns = ("city", *addresses.AREA_FIELDS)
    typed = [getattr(location, name).strip() for name in columns]
    return ", ".join(filter(None, [*typed, str(location.country)]))


def label(location: Any, field: str) -> str:
    """What the element is called in the country, with a capital."""
    element = addresses.form_of(location.country.code2).element(field)
    name = str(element.label if element else location._meta.get_field(field).verbose_name)
    return name[:1].upper() + name[1:]
