"""The regions of a business purpose's page and their fields, in the order of the guides (R-086).

Which fields a purpose has is said by `rules.FIELDS_OF_PURPOSE` alone; here is only where they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from reference.models import LedgerAccounts
from reference.options import multiple_organizations, options
from sites import rules
from sites.models import SiteUse

# What every purpose has.
ALWAYS = frozenset({"sales_territory"})
DETAILS = (
    "sales_territory",
    "payment_terms",
    "sic_code",
    "salesperson",
    "tax_code",
    "finance_charge_activity",
    "internal_location",
    "late_charge_document_type",
    "ship_method",
)


@dataclass(frozen=True)
class Region:
    """A part of the page: its heading, and the fields that stand in it for one purpose."""

    name: str
    title: Any
    fields: Sequence[str]


def fields_of(use: SiteUse) -> frozenset[str]:
    """All that can be entered on a purpose besides its location, or was while it could be (R-092)."""
    own = rules.fields_of(use.purpose, multiple_organizations()) | ALWAYS
    return own | {"ship_method"} if use.ship_method_id else own


def out_of_place(use: SiteUse) -> frozenset[str]:
    """Empty fields of its purpose that would be refused: they are neither shown nor asked for (R-088, R-093)."""
    names = set()
    if not use.internal_location_id and use.account.account_type != Account.Type.INTERNAL:
        names.add("internal_location")
    if not use.price_list_id and not options().order_management_installed:
        names.add("price_list")
    return frozenset(names)


def regions_of(use: SiteUse) -> list[Region]:
    """The regions that the page of a purpose has, each with its fields; empty ones are left out (R-086).

    Where nothing is ordered, a carrier is a detail of the site use: that is the Ship Method of Dunning (R-092).
    """
    purpose_has = fields_of(use)
    own = purpose_has - out_of_place(use)
    ordering: tuple[str, ...] = ()
    if "price_list" in purpose_has:
        ordering = SiteUse.ORDER_MANAGEMENT
        if use.purpose == rules.SHIP_TO:
            ordering = (*ordering, "salesperson")
    regions = [
        Region(
            "accounting", _("Accounting"), [name for name in LedgerAccounts.LEDGER_ACCOUNTS if name in own]
        ),
        Region(
            "details",
            _("Site Use Details"),
            [name for name in DETAILS if name in own and name not in ordering],
        ),
        Region("orders", _("Order Management"), [name for name in ordering if name in own]),
    ]
    return [region for region in regions if region.fields]
