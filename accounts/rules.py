"""The rules of accounts over plain values."""

import datetime
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
