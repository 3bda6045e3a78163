"""The rules of account sites and business purposes over plain values."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models.order_management import OrderManagementFields
from accounts.rules import Link, may_bill_for

BILL_TO, SHIP_TO, DRAWEE, DUNNING, LATE_CHARGES = "BILL_TO", "SHIP_TO", "DRAWEE", "DUN", "LC"
STATEMENTS = "STMTS"

_ORDER_MANAGEMENT = frozenset(OrderManagementFields.ORDER_MANAGEMENT)
_BILLING_ACCOUNTS = frozenset({"receivable_account", "revenue_account", "tax_account", "unearned_account"})
_BILL_TO_ACCOUNTS = _BILLING_ACCOUNTS | {"freight_account", "clearing_account", "unbilled_account"}
DRAWEE_ACCOUNTS = frozenset(
    {"bills_receivable_account", "unpaid_bills_account", "remitted_bills_account", "factored_bills_account"}
)
# What can be entered on a purpose besides the sales territory, which every purpose has.
FIELDS_OF_PURPOSE: dict[str, frozenset[str]] = {
    BILL_TO: _BILL_TO_ACCOUNTS
    | {"payment_terms", "sic_code", "salesperson", "tax_code", "finance_charge_activity"}
    | _ORDER_MANAGEMENT,
    SHIP_TO: frozenset({"bill_to", "payment_terms", "internal_location", "tax_code", "salesperson"})
    | _ORDER_MANAGEMENT,
    DRAWEE: DRAWEE_ACCOUNTS,
    LATE_CHARGES: _BILLING_ACCOUNTS | {"late_charge_document_type"},
    DUNNING: frozenset({"ship_method"}),
}
ALL_FIELDS_OF_PURPOSES = frozenset().union(*FIELDS_OF_PURPOSE.values())


def fields_of(purpose: str, multiple_organizations: bool) -> frozenset[str]:
    """What can be entered on a purpose besides the sales territory (R-086).

    With one operating unit only, each purpose may have a ship method (R-092).
    """
    own = FIELDS_OF_PURPOSE.get(purpose, frozenset())
    return own if multiple_organizations else own | {"ship_method"}


def only_fields_of_purpose(use: Any) -> None:
    """What cannot be entered on this purpose is empty (R-084 to R-086).

    A ship method stays where it was entered while there was one operating unit (R-092, R-260).
    """
    allowed = fields_of(use.purpose, multiple_organizations=False)
    wrong = {
        name: _("A %(purpose)s purpose has no such value; leave it empty.") % {"purpose": use.purpose_label}
        for name in ALL_FIELDS_OF_PURPOSES - allowed
        if getattr(use, use._meta.get_field(name).attname)
    }
    if wrong:
        raise ValidationError(wrong)


def is_exclusive(purpose: str, one_dunning_site: bool) -> bool:
    """Whether an account has one active purpose of this kind in a unit (R-077, R-079)."""
    return purpose in {STATEMENTS, LATE_CHARGES} or (purpose == DUNNING and one_dunning_site)


def only_one(holder: Any) -> str:
    """Why an account gets no second purpose of a kind that it has once: where it has it (R-077, R-079)."""
    return _(
        "The account has an active %(purpose)s at %(site)s in this operating unit already; there can be only one."
    ) % {"purpose": holder.purpose_label, "site": holder.site}


def salesperson_sells(salesperson: Any) -> None:
    """Only a resource that sells is chosen as salesperson."""
    if salesperson is not None and not salesperson.is_salesperson:
        raise ValidationError({"salesperson": _("%(name)s is no salesperson.") % {"name": salesperson}})


def bill_to_allowed(use: Any, links: Iterable[Link] = ()) -> None:
    """A ship-to is billed in its operating unit, at a bill-to of its account or of one that may bill for it (R-076).

    `links` are the relationships of its account in force today (R-235).
    """
    if use.bill_to_id is None:
        return
    bill_to = use.bill_to
    if bill_to.purpose != BILL_TO:
        raise ValidationError({"bill_to": _("Choose a Bill To purpose.")})
    allowed = may_bill_for(bill_to.account_id, use.account_id, use.unit_id, links)
    if bill_to.unit_id != use.unit_id or not allowed:
        raise ValidationError({"bill_to": _("Choose a Bill To of this account in the same operating unit.")})


def contact_allowed(use: Any, contact: Any) -> None:
    """The contact of a purpose is an active contact of its account, or of its very site (R-090).

    `contact` has `account_id`, `site_id` (None for one of the whole account) and `is_active`.
    """
    if contact is None:
        return
    if not contact.is_active:
        raise ValidationError({"contact": _("This contact is inactive; choose an active one.")})
    if contact.account_id != use.account_id or contact.site_id not in (None, use.site_id):
        raise ValidationError({"contact": _("Choose a contact of this account or site.")})


def takes_primary(wanted: bool | None, has_primary: bool, had_primary: bool) -> bool:
    """Whether a purpose that is added becomes primary (R-070, R-071).

    `wanted` is what the user said, None for nothing; `has_primary` an active primary of the group; `had_primary` any
    former one. The first of a group is primary whatever is said; on a group that lost its primary a no counts.
    """
    if has_primary:
        return bool(wanted)
    return wanted is not False or not had_primary


def out_of_reach(count: int) -> str:
    """The refusal of an action that would reach into units the user has no access to: the number only (D-15)."""
    return ngettext(
        "%(count)d active site in other operating units; ask a data steward.",
        "%(count)d active sites in other operating units; ask a data steward.",
        count,
    ) % {"count": count}


def ship_to_not_ready(bill_to: Any) -> str:
    """Why a Ship To that is billed at `bill_to` cannot be used; "" where nothing keeps it (R-100)."""
    if bill_to is None or bill_to.is_active:
        return ""
    return _("Not ready: its Bill To %(location)s is inactive.") % {"location": bill_to.location}
