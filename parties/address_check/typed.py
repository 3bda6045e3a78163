"""An address as it was typed, beside the keys under which its elements are looked for."""

from dataclasses import dataclass, field
from typing import Any

from parties import addresses
from reference.geography import areas, postal, written

# The kinds of areas that a country is asked about; elsewhere a county is nobody's business.
COUNTY_COUNTS = frozenset({"GB", "IE", "TW"})


@dataclass
class Typed:
    """What the geography is asked about one address."""

    location: Any
    country: str
    country_id: int
    city_keys: list[str]
    codes: list[str]
    area_keys: dict[str, set[str]] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """Every key to look up."""
        return set(self.city_keys).union(*self.area_keys.values())


def read(location: Any) -> Typed:
    """The address with its keys."""
    country = location.country.code2
    city, code = location.city.strip(), location.postal_code.strip()
    return Typed(
        location,
        country,
        location.country_id or 0,
        written.city_keys(country, city) if city else [],
        written.postal_codes(country, code) if code and postal.fits(country, code) else [],
        {
            name: areas.area_keys(getattr(location, name))
            for name in addresses.AREA_FIELDS
            if getattr(location, name).strip()
        },
    )


def counts(country: str, field_name: str) -> bool:
    """True where the column is an area that the geography of the country knows about."""
    if field_name != "county":
        return True
    return country in COUNTY_COUNTS or addresses.form_of(country).area_field == "county"
