"""The check itself: what the country's form wants, then what the geography knows, then what would be right."""

from collections.abc import Sequence
from typing import Any

from parties.address_check import completion, form_rules, places, spelling, suggestions, words
from parties.address_check.typed import read
from parties.address_check.verdict import Finding, Kind, Verdict
from parties.addresses import AREA_FIELDS
from reference.geography.atlas import open_atlas

# The order in which an address is read.
ORDER = ("line1", "city", "county", "state", "province", "postal_code")


def check(locations: Sequence[Any]) -> list[Verdict]:
    """A verdict on each address, in order; with a fixed number of queries."""
    typed = [read(location) for location in locations]
    atlas = open_atlas((one.country_id, one.keys, one.codes) for one in typed)
    found = [places.look_up(one, atlas) for one in typed]
    spelling.judge_spellings(found)
    findings = [_findings(one) for one in found]
    offered = suggestions.suggest(found, findings)
    return [
        Verdict(one.typed.location.country.validation_level, tuple(wrong), tuple(better), completion.of(one))
        for one, wrong, better in zip(found, findings, offered, strict=True)
    ]


def complete(location: Any) -> dict[str, str]:
    """Values by column for the elements that are empty and that the others identify uniquely (R-050)."""
    return dict(check([location])[0].completion)


def _findings(found: places.Found) -> list[Finding]:
    location = found.typed.location
    wrong = list(form_rules.findings(location))
    told = {finding.element for finding in wrong}
    said: list[tuple[str, Kind]] = [(name, Kind.UNKNOWN) for name in found.unknown_areas]
    if "postal_code" not in told:
        if found.code_unknown:
            said.append(("postal_code", Kind.UNKNOWN))
        said += [(name, Kind.MISMATCH) for name in found.mismatches]
    else:
        said += [(name, Kind.MISMATCH) for name in found.mismatches if name != "postal_code"]
    if found.city_unknown:
        said.append(("city", Kind.UNKNOWN))
    for column, kind in said:
        # An area that was written behind the city is told of there.
        name = column if column not in AREA_FIELDS or getattr(location, column).strip() else "city"
        if name not in told:
            told.add(name)
            wrong.append(Finding(name, words.about(location, name, kind), kind, words.remedy(kind)))
    return sorted(wrong, key=lambda finding: ORDER.index(finding.element))
