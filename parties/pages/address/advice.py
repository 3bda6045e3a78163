"""What is told while an address is entered: what is wrong with it, what would be right, whether it is known already."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from core.text import fold
from parties.address_check import Finding, Kind, Verdict
from parties.models import Location, PartySite
from reference.models import Country

Level = Country.ValidationLevel


@dataclass(frozen=True)
class Known:
    """An address that the customer has already. `fill` is what a button fills in to use it, `note` why it cannot be."""

    site: PartySite
    fill: str = ""
    note: str = ""


@dataclass(frozen=True)
class Proposal:
    """A button that fills in fields: what it says, and the fields with their values as a form would send them."""

    label: str
    fill: str


@dataclass(frozen=True)
class Advice:
    """What the block below the fields says.

    findings     what is wrong with the address, in words.
    proposals    valid combinations, to be taken with one press (R-051).
    known        the same address among those of the customer (R-037).
    completion   what the rest makes certain of the elements that are empty (R-050).
    fingerprint  the address it is about; who sends it along has been told and goes on knowingly.
    """

    fingerprint: str
    findings: Sequence[Finding] = ()
    proposals: Sequence[Proposal] = ()
    known: Sequence[Known] = ()
    completion: Mapping[str, str] | None = None
    refuses: bool = False

    @property
    def warns(self) -> bool:
        """Whether there is something to be told before the address is saved as it is."""
        return bool(self.known or (self.findings and not self.refuses))

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.known or self.findings or self.proposals)


def advice_on(
    location: Location, verdict: Verdict, completion: Mapping[str, str], known: Iterable[Known], prefix: str
) -> Advice:
    """The advice on an address as the check and the customer's other addresses give it, with what is filled in.

    What is missing is no finding here: the fields say themselves that they are required. Where the country's addresses
    are not validated nothing is found and nothing proposed (R-049, R-051).
    """
    validated = verdict.level != Level.NONE
    findings = [one for one in verdict.findings if one.kind != Kind.MISSING] if validated else []
    # What is merely incomplete and can be completed needs no choice.
    offered = verdict.suggestions if validated and (findings or not completion) else ()
    return Advice(
        fingerprint=fingerprint(location),
        findings=findings,
        proposals=[Proposal(one.label, filling(one.values, prefix)) for one in offered],
        known=list(known),
        completion=completion,
        refuses=bool(findings) and verdict.level == Level.ERROR,
    )


def filling(values: Mapping[str, str], prefix: str) -> str:
    """Values by column, as the form with that prefix would send them."""
    return urlencode({f"{prefix}-{column}" if prefix else column: value for column, value in values.items()})


def fingerprint(location: Location) -> str:
    """What tells one typed address from another."""
    columns = [field.attname for field in Location._meta.concrete_fields if field.editable]
    text = "\n".join(f"{column}={fold(str(getattr(location, column) or ''))}" for column in columns)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
