"""The named checks of the steward's queue. An app contributes one in its module `queue`:

    @check(
        "not-ready",
        title=_("Not transaction-ready"),
        remedy=_("Add an active Bill To to a site of the account."),
    )
    def not_transaction_ready(party_ids):
        '''Accounts without a working bill-to (R-025).'''
        return [Finding(party_id, f"account:{pk}", label=number, url=..., unit_id=None), ...]

A check looks at a set of customers with a fixed number of queries; it runs whenever one of them is written. Checks that
look at the same name what reads it, `reads=accounts_of`: it is read once for all of them, and they get that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """Something about a customer that is not as it should be.

    subject   what of the customer it is about, unique within the check ("account:12"): a decision holds for it.
    label     the subject in words; url: where it is mended.
    unit_id   the operating unit whose users it concerns; None: everybody.
    """

    party_id: int
    subject: str
    label: str
    url: str
    unit_id: int | None = None


Reader = Callable[[Sequence[int]], Any]
# Finds in what its reader answered; in the ids of the customers where it has no reader.
Finder = Callable[[Any], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """A named check: what it is called, what to do about what it finds, the function that finds it and in what."""

    code: str
    title: Any
    remedy: Any
    find: Finder
    reads: Reader | None = None


_registry: dict[str, Check] = {}


def check(code: str, *, title: Any, remedy: Any, reads: Reader | None = None) -> Callable[[Finder], Finder]:
    """Register the decorated function as the check `code`.

    It gets the ids of customers, or what `reads` answers for them, and answers findings.
    """

    def register(function: Finder) -> Finder:
        if code in _registry:
            raise ValueError(f"Two checks are called {code}.")
        _registry[code] = Check(code, title, remedy, function, reads)
        return function

    return register


def all_checks() -> list[Check]:
    """Every check, in the order of the apps."""
    return list(_registry.values())


def findings(party_ids: Sequence[int]) -> Iterator[tuple[str, Finding]]:
    """What every check finds about these customers, with the code of the check."""
    read: dict[Reader, Any] = {}
    for one in _registry.values():
        seen: Any = party_ids
        if one.reads is not None:
            if one.reads not in read:
                read[one.reads] = one.reads(party_ids)
            seen = read[one.reads]
        for finding in one.find(seen):
            yield one.code, finding


def get(code: str) -> Check | None:
    """The check of that code; None where it is no more."""
    return _registry.get(code)


def title_of(code: str) -> str:
    """What a check is called; its code where the check is no more."""
    known = _registry.get(code)
    return str(known.title) if known else code
