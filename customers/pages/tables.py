"""The tables of the customer pages."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.pages.tables import AccountTable
from core.pages.bulk.column import PickColumn
from core.pages.columns import (
    ActionsColumn,
    CodeColumn,
    Column,
    LinkColumn,
    LongColumn,
    MeaningColumn,
    SelectColumn,
    StatusColumn,
)
from core.pages.header import Action
from core.pages.tables import Table
from customers.pages.header import create_account
from parties.models import Party, PartySite
from sites.readiness import Readiness, by_customer
from sites.rules import BILL_TO, DRAWEE


class MatchingAccountTable(AccountTable):
    """Accounts that meet the criteria of a search; acted on elsewhere."""

    class Meta:
        exclude = ("select", "actions")
        empty_text = _("No account of this customer meets the criteria in your operating units.")


def customer_row_actions(party: Party) -> list[Action]:
    """Create Account on an active row."""
    return [create_account(party)] if party.is_active else []


class CustomerTable(Table):
    """Customers that a search found."""

    pick = PickColumn("customers:bulk", "parties.change_party")
    select = SelectColumn("customer")
    name = LinkColumn(_("Name"), order_by=("name_key", "pk"))
    registry_id = CodeColumn(_("Registry ID"), order_by=("registry_id_key",))
    address = LongColumn(_("Identifying Address"), orderable=False, empty_values=())
    kind = Column(_("Type"), attrs={"th": {"class": "short"}, "td": {"class": "short"}})
    status = StatusColumn()
    alias = Column(_("Alias"), optional=True, orderable=False)
    pronunciation = Column(_("Name Pronunciation"), optional=True, orderable=False)
    category = MeaningColumn(_("Customer Category"), optional=True, orderable=False)
    duns_number = CodeColumn(
        _("D-U-N-S Number"),
        accessor="organization__duns_number",
        fetch=["organization"],
        optional=True,
        orderable=False,
    )
    taxpayer_id = CodeColumn(_("Taxpayer ID"), optional=True, orderable=False)
    tax_registration_number = CodeColumn(_("Tax Registration Number"), optional=True, orderable=False)

    transaction_ready = Column(_("Transaction-ready"), optional=True, orderable=False, empty_values=())
    bills_ready = Column(_("Ready for Bills Receivable"), optional=True, orderable=False, empty_values=())

    actions = ActionsColumn(customer_row_actions)

    label = _("Customers")
    signed = True
    extends = Party

    class Meta:
        empty_text = _(
            "No customer meets these criteria. Check the spelling, try fewer letters, or set Status to All."
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.addresses: dict[int, PartySite] = {}
        self.usable: dict[int, Readiness] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Party]) -> None:
        """Identifying addresses and readiness of the customers on this page; a query each where they are shown."""
        if self.shows("transaction_ready") or self.shows("bills_ready"):
            self.usable = by_customer([row.pk for row in rows], self.request.user)
        if not self.shows("address"):
            return
        sites = PartySite.objects.with_address().filter(party__in=[row.pk for row in rows], identifying=True)
        self.addresses = {site.party_id: site for site in sites.order_by("status", "pk").reverse()}

    def render_address(self, record: Party) -> str:
        """The identifying address on one line."""
        site = self.addresses.get(record.pk)
        return str(site.location) if site else "–"

    def render_transaction_ready(self, record: Party) -> str:
        """Whether one of its accounts can be billed in the user's units (R-025)."""
        return self.usable.get(record.pk, Readiness()).tells(BILL_TO)[0]

    def render_bills_ready(self, record: Party) -> str:
        """Whether bills receivable can be drawn on one of its accounts (R-239)."""
        return self.usable.get(record.pk, Readiness()).tells(DRAWEE)[0]

    def render_kind(self, record: Party) -> str:
        """Organization or person."""
        return record.get_kind_display()
