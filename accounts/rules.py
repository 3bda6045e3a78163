"""The rules of accounts over plain values."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.dates import date_text

CUSTOMER_ROLES = frozenset({"CUSTOMER", "BOTH"})


def makes_customer(role: str) -> bool:
    """An account of this role makes its party a customer (R-028)."""
    return role in CUSTOMER_ROLES


def account_number_is_generated(automatic: bool, default_unit: Any) -> bool:
    """Whether the number is drawn for this user rather than entered by him (R-014 to R-016).

    Automatic numbering draws it; without it, it is drawn all the same for a user without a default operating unit.
    """
    return automatic or default_unit is None


def established_before_termination(
    established: datetime.date | None, terminated: datetime.date | None
) -> None:
    """An account does not end before it began (R-030)."""
    if established and terminated and established > terminated:
        raise ValidationError(
            {
                "established_date": _(
                    "The account is established on %(established)s: it cannot end before, on %(terminated)s."
                )
                % {"established": date_text(established), "terminated": date_text(terminated)}
            }
        )


@dataclass(frozen=True)
class Link:
    """A relationship between two accounts in one operating unit, in force on the day that is asked about (R-235).

    `parent` acts for `related`; under a reciprocal one either acts for the other.
    """

    parent: int
    related: int
    unit: int
    bill_to: bool = False
    ship_to: bool = False
    reciprocal: bool = False

    def lets(self, account: int, for_account: int, unit: int) -> bool:
        """Whether `account` may act for `for_account` in that unit."""
        if unit != self.unit:
            return False
        pair = (account, for_account)
        return pair == (self.parent, self.related) or (
            self.reciprocal and pair == (self.related, self.parent)
        )


def may_bill_for(account: int, for_account: int, unit: int, links: Iterable[Link] = ()) -> bool:
    """Whether `account` may be invoiced for `for_account` in an operating unit (R-235).

    Every account for itself, others by a Bill To relationship. What is allowed about payment changes nothing here.
    """
    if account == for_account:
        return True
    return any(link.bill_to and link.lets(account, for_account, unit) for link in links)


def may_ship_for(account: int, for_account: int, unit: int, links: Iterable[Link] = ()) -> bool:
    """Whether `account` may receive the shipments of `for_account` in an operating unit (R-235)."""
    if account == for_account:
        return True
    return any(link.ship_to and link.lets(account, for_account, unit) for link in links)


def ship_method_is_entered(multiple_organizations: bool) -> bool:
    """Whether an account takes a ship method itself: with one operating unit only; what it had stays (R-092)."""
    return not multiple_organizations
