"""What the check of an address answers."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with an element."""

    MISSING = "missing"
    FORMAT = "format"
    UNKNOWN = "unknown"
    MISMATCH = "mismatch"


@dataclass(frozen=True)
class Finding:
    """One element that is wrong: our column, what about it, and what to do, in words."""

    element: str
    message: str
    kind: Kind
    remedy: str = ""

    @property
    def whole(self) -> str:
        """What is wrong and what to do."""
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True)
class Suggestion:
    """A valid combination: the values by column that take the place of what was typed, and all of it on one line."""

    values: dict[str, str]
    label: str


@dataclass(frozen=True)
class Verdict:
    """What the check found about one address.

    level        the validation level of its country: ERROR, WARNING or NONE (R-047 to R-049).
    findings     what is wrong, in the order of the address; empty where the address is right.
    suggestions  valid combinations for what is wrong, the likeliest first (R-051).
    completion   values by column for elements that are empty and that the others identify uniquely (R-050).
    """

    level: str
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    completion: dict[str, str] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """True where nothing is wrong."""
        return not self.findings

    @property
    def errors(self) -> dict[str, list[str]]:
        """The messages by column, as a ValidationError takes them."""
        errors: dict[str, list[str]] = {}
        for finding in self.findings:
            errors.setdefault(finding.element, []).append(finding.whole)
        return errors
