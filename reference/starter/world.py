"""Countries, currencies and languages of ISO, through pycountry."""

from collections.abc import Iterator

import pycountry

from reference.geography import areas, postal
from reference.models import Country, Currency, Language

# The X codes that are money; the others are metals, units of account and codes for tests.
SHARED_CURRENCIES = frozenset({"XAF", "XCD", "XCG", "XOF", "XPF"})
# Codes of funds, which nobody is invoiced in.
FUNDS = frozenset({"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"})
# ISO 4217 gives most currencies two decimals; pycountry does not carry the exceptions.
DECIMALS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
        ],
        0,
    ),
    "XPF": 0,
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
# Names as people write them, where ISO writes a library entry.
LANGUAGE_NAMES = {"el": "Greek", "oc": "Occitan", "to": "Tongan"}
# Regional languages that integrations ask for.
REGIONAL_LANGUAGES = {"en-us": "English (United States)", "en-gb": "English (United Kingdom)"}


def countries() -> Iterator[Country]:
    """Every country and territory of ISO 3166-1, under its common name."""
    for entry in pycountry.countries:
        name = getattr(entry, "common_name", entry.name)
        yield Country(
            code2=entry.alpha_2, code3=entry.alpha_3, name=name, validation_level=_level(entry.alpha_2)
        )


def _level(code: str) -> str:
    """A new installation warns where something is known of a country's addresses (docs/geography.md)."""
    known = postal.pattern_of(code) is not None or bool(areas.areas_of(code))
    return Country.ValidationLevel.WARNING if known else Country.ValidationLevel.NONE


def currencies() -> Iterator[Currency]:
    """The currencies of ISO 4217 that people pay in."""
    for entry in pycountry.currencies:
        code = entry.alpha_3
        if code in FUNDS or (code.startswith("X") and code not in SHARED_CURRENCIES):
            continue
        yield Currency(code=code, name=entry.name, decimals=DECIMALS.get(code, 2))


def languages() -> Iterator[Language]:
    """The languages that ISO 639-1 gives two letters, and a few regional ones."""
    for entry in pycountry.languages:
        code = getattr(entry, "alpha_2", None)
        if code is not None:
            yield Language(code=code, name=LANGUAGE_NAMES.get(code, entry.name.partition(" (")[0]))
    for code, name in REGIONAL_LANGUAGES.items():
        yield Language(code=code, name=name)
