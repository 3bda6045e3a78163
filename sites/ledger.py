"""What a business purpose is booked on: the account that was entered on it, else the default of its unit (R-247).

Nothing is copied. Whoever needs the account of a purpose asks here and is told where it comes from.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core import asof
from reference.models import DefaultLedgerAccounts, LedgerAccount, LedgerAccounts
from sites import rules
from sites.models import SiteUse

NAMES = LedgerAccounts.LEDGER_ACCOUNTS


class Origin(TextChoices):
    """Where an account in effect comes from."""

    ENTERED = "ENTERED", _("entered here")
    UNIT = "UNIT", _("default of the operating unit")
    NONE = "NONE", _("none set up")


@dataclass(frozen=True)
class Effective:
    """The account in effect for one kind of booking, and its origin."""

    account: Any
    origin: Origin


def effective(entered: Any, default: Any) -> Effective:
    """What was entered wins over the default of the unit; there may be neither (R-247)."""
    if entered is not None:
        return Effective(entered, Origin.ENTERED)
    return Effective(default, Origin.NONE if default is None else Origin.UNIT)


def effective_accounts(
    uses: Iterable[SiteUse], known_at: datetime.datetime | None = None
) -> dict[int, dict[str, Effective]]:
    """For each purpose, by its key, the account in effect of each kind that it has (R-084 to R-086), by field name.

    At most two queries, whatever the number of purposes. With `known_at` the defaults are those of that moment.
    """
    kinds = {use: [name for name in NAMES if name in _names(use)] for use in uses}
    defaults = _defaults({use.unit_id for use, names in kinds.items() if names}, known_at)
    keys = {
        use: {name: (getattr(use, f"{name}_id"), _key(defaults, use, name)) for name in names}
        for use, names in kinds.items()
    }
    wanted = {pk for pairs in keys.values() for pair in pairs.values() for pk in pair if pk is not None}
    known: Mapping[Any, Any] = LedgerAccount.objects.in_bulk(wanted) if wanted else {}
    return {
        use.pk: {
            name: effective(known.get(entered), known.get(default))
            for name, (entered, default) in keys[use].items()
        }
        for use in kinds
    }


def default_accounts(unit_id: int) -> dict[str, Any]:
    """What a unit books on where nothing is entered, by field name; a kind without a default is left out. One query."""
    row = DefaultLedgerAccounts.objects.filter(unit=unit_id).select_related(*NAMES).first()
    found = {name: getattr(row, name) for name in NAMES} if row is not None else {}
    return {name: account for name, account in found.items() if account is not None}


def _names(use: SiteUse) -> frozenset[str]:
    return rules.FIELDS_OF_PURPOSE.get(use.purpose, frozenset())


def _defaults(unit_ids: set[int], known_at: datetime.datetime | None) -> dict[int, DefaultLedgerAccounts]:
    if not unit_ids:
        return {}
    rows = DefaultLedgerAccounts.objects.filter(unit__in=unit_ids)
    return {row.unit_id: row for row in (asof.at(rows, known_at) if known_at else rows)}


def _key(defaults: Mapping[int, DefaultLedgerAccounts], use: SiteUse, name: str) -> int | None:
    row = defaults.get(use.unit_id)
    return getattr(row, f"{name}_id") if row is not None else None
