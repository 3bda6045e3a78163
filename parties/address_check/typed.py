"""An address as it was typed, beside the keys under which its elements are looked for."""

import re
from dataclasses import dataclass, field
from typing import Any

from parties import addresses
from reference.geography import areas, postal, written

# The kinds of areas that a country is asked about; elsewhere a county is nobody's business.
COUNTY_COUNTS = frozenset({"GB", "IE", "TW"})
DISTRICT = re.compile(r"\s+\d+$")


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
    behind = addresses.area_behind_city(location)
    return Typed(
        location,
        country,
        location.country_id or 0,
        written.city_keys(country, city, behind) if city else [],
        written.postal_codes(country, code) if code and postal.fits(country, code) else [],
        {addresses.form_of(country).area_field: areas.area_keys(behind)}
        if behind
        else {
            name: _area_keys(getattr(location, name))
            for name in addresses.AREA_FIELDS
            if getattr(location, name).strip()
        },
    )


def _area_keys(text: str) -> set[str]:
    """The keys of an area, also without the number of a delivery district (Dublin 4)."""
    return areas.area_keys(text) | areas.area_keys(DISTRICT.sub("", text))


def counts(country: str, field_name: str) -> bool:
    """True where the column is an area that the geography of the country knows about."""
    if field_name != "county":
        return True
    return country in COUNTY_COUNTS or addresses.form_of(country).area_field == "county"
