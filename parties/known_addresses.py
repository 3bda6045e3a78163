"""Whether a customer has an address already (R-037)."""

import unicodedata

from core.text import fold
from parties.models import Location, Party, PartySite

COLUMNS = ("line1", "line2", "line3", "line4", "city", "county", "state", "province", "postal_code")
LINES = frozenset({"line1", "line2", "line3", "line4"})


def matching_addresses(party: Party, location: Location) -> list[PartySite]:
    """The addresses of the customer, inactive ones too, that are `location` in other letters; two queries at most.

    Case, accents, punctuation, spaces, and how a street is spread over the lines make no difference. Of which units
    the account sites there are is not looked at: the address is the customer's (D-15).
    """
    if location.country_id is None:
        return []
    wanted = _essence({name: getattr(location, name) for name in COLUMNS})
    rows = PartySite.objects.filter(party=party, location__country=location.country_id).order_by()
    given = rows.values_list("pk", *(f"location__{name}" for name in COLUMNS))
    same = [pk for pk, *values in given if _essence(dict(zip(COLUMNS, values, strict=True))) == wanted]
    found = PartySite.objects.with_address().filter(pk__in=same) if same else []
    return sorted(found, key=lambda site: (site.status, site.pk))


def _essence(values: dict[str, str]) -> tuple[str, ...]:
    """What remains of an address when spelling is set aside: street, city, areas, postal code."""
    street = " ".join(values[name] for name in COLUMNS if name in LINES)
    areas = sorted(_letters(values[name]) for name in ("county", "state", "province"))
    return _letters(street), _letters(values["city"]), *areas, _letters(values["postal_code"])


def _letters(text: str) -> str:
    """The letters and digits of a text, folded and without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", fold(text)) if each.isalnum())
