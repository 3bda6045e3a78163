"""Bills receivable: who can be drawn upon, and what a bill defaults to (R-082, R-083, R-239).

Receipt methods are not kept yet; what is known of them comes in as facts.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

# How a receipt method puts transactions on bills: these make one bill for a customer, and so need one drawee.
ONE_PER_CUSTOMER = frozenset({"ONE_PER_CUSTOMER", "ONE_PER_CUSTOMER_DUE_DATE"})


@dataclass(frozen=True)
class BillDefaults:
    """What a bill receivable starts with, and from which level each comes (R-083)."""

    receipt_method: Any
    method_origin: str
    bank_account: Any
    bank_origin: str


def needs_primary_drawee(creates_bills: bool, grouping: str) -> bool:
    """Whether a receipt method works only with a primary drawee (R-082)."""
    return creates_bills and grouping in ONE_PER_CUSTOMER


def warning_without_drawee(creates_bills: bool, grouping: str, has_primary_drawee: bool) -> str:
    """What is said when a receipt method is assigned to an account without primary drawee; "" where all is well."""
    if has_primary_drawee or not needs_primary_drawee(creates_bills, grouping):
        return ""
    return _("The account has no active primary Drawee: no bills receivable will be generated for it.")


def may_generate(creates_bills: bool, grouping: str, has_drawee: bool, has_primary_drawee: bool) -> bool:
    """Whether bills receivable can be generated for an account by a receipt method (R-082)."""
    if not creates_bills or not has_drawee:
        return False
    return has_primary_drawee or not needs_primary_drawee(creates_bills, grouping)


def bill_defaults(
    site_method: Any, account_method: Any, site_bank: Any = None, account_bank: Any = None
) -> BillDefaults:
    """What a bill starts with: the primary method and bank of the bill-to site, else of the account (R-083)."""
    return BillDefaults(
        receipt_method=site_method or account_method,
        method_origin=_origin(site_method, account_method),
        bank_account=site_bank or account_bank,
        bank_origin=_origin(site_bank, account_bank),
    )


def _origin(of_site: Any, of_account: Any) -> str:
    if of_site:
        return _("Bill To site")
    return _("Account") if of_account else _("Nowhere entered")
