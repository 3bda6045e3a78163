"""The regions of a business purpose's page and their fields, in the order of the guides (R-086).

Which fields a purpose has is said by `rules.FIELDS_OF_PURPOSE` alone; here is only where they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reference.models import LedgerAccounts
from reference.options import multiple_organizations
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


def regions_of(use: SiteUse) -> list[Region]:
    """The regions that the page of a purpose has, each with its fields; empty ones are left out (R-086).

    Where nothing is ordered, a carrier is a detail of the site use: that is the Ship Method of Dunning (R-092).
    """
    own = fields_of(use)
    ordering: tuple[str, ...] = ()
    if "price_list" in own:
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
