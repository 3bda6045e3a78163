"""The check itself: what the country's form wants, then what the geography knows."""

from collections.abc import Sequence
from typing import Any

from parties.address_check import form_rules
from parties.address_check.verdict import Verdict


def check(locations: Sequence[Any]) -> list[Verdict]:
    """A verdict on each address, in order; with a fixed number of queries."""
    return [_verdict(location) for location in locations]


def complete(location: Any) -> dict[str, str]:
    """Values by column for the elements that are empty and that the others identify uniquely (R-050)."""
    return dict(check([location])[0].completion)


def _verdict(location: Any) -> Verdict:
    country = location.country
    return Verdict(level=country.validation_level, findings=tuple(form_rules.findings(location)))
