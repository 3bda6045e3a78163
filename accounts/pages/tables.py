"""The list of a customer's accounts, and its filter."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from core.addresses import address_of
from core.clock import today
from core.pages.bulk.column import PickColumn
from core.pages.columns import (
    ActionsColumn,
    Column,
    DateColumn,
    FlagColumn,
    LinkColumn,
    MeaningColumn,
    SelectColumn,
    StatusColumn,
)
from core.pages.filters import FilterSet, StatusFilter
from core.pages.header import Action
from core.pages.tables import Table
from core.pages.values import NOTHING
from profiles.querysets import classes_in_force
from sites.readiness import Readiness, by_account
from sites.rules import BILL_TO, DRAWEE

CHANGE_ACCOUNT = "accounts.change_account"


def create_site(account: Account) -> Action:
    """The way to another site of the account."""
    url = address_of("accounts:create-site", account.pk)
    return Action(_("Create Site"), url, "customer_sites.add_accountsite", icon="plus")


def account_row_actions(account: Account) -> list[Action]:
    """Create Site and Remove on an active row, Restore on an inactive one (R-011)."""
    if account.is_active:
        remove = address_of("accounts:remove", account.pk)
        return [create_site(account), Action(_("Remove"), remove, CHANGE_ACCOUNT, "danger")]
    return [Action(_("Restore"), address_of("accounts:restore", account.pk), CHANGE_ACCOUNT)]


class AccountTable(Table):
    """Accounts, one of which is selected; feed it `Account.objects.for_table()`."""

    pick = PickColumn("accounts:bulk", CHANGE_ACCOUNT)
    select = SelectColumn("account")
    number = LinkColumn(_("Account Number"), order_by=("number_key",))
    description = Column(_("Account Description"), order_by=("description_key", "pk"))
    account_type = Column(_("Account Type"))
    profile_class = Column(_("Profile Class"), orderable=False, empty_values=())
    classification = MeaningColumn(_("Classification"))
    status = StatusColumn()
    role = Column(_("Account Role"), optional=True, orderable=False)
    sales_channel = MeaningColumn(_("Sales Channel"), optional=True, orderable=False)
    customer_group = MeaningColumn(_("Customer Group"), optional=True, orderable=False)
    established_date = DateColumn(_("Account Established Date"), optional=True)
    termination_date = DateColumn(_("Termination Date"), optional=True)
    externally_maintained = FlagColumn(_("Is Externally Maintained"), optional=True, orderable=False)
    transaction_ready = Column(_("Transaction-ready"), optional=True, orderable=False, empty_values=())
    bills_ready = Column(_("Ready for Bills Receivable"), optional=True, orderable=False, empty_values=())
    actions = ActionsColumn(account_row_actions)

    signed = True
    extends = Account

    class Meta:
        empty_text = _("This customer has no account with this status.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.classes: dict[int, str] = {}
        self.usable: dict[int, Readiness] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Account]) -> None:
        """Ask once for profile classes and readiness of all accounts on the page (R-134, R-025, R-239)."""
        accounts = [account.pk for account in rows]
        if self.shows("transaction_ready") or self.shows("bills_ready"):
            moment = self.past.moment if self.past else None
            self.usable = by_account(accounts, self.request.user, moment)
        if self.shows("profile_class"):
            self.classes = (
                classes_in_force(accounts, self.past.day, self.past.moment)
                if self.past
                else classes_in_force(accounts, today())
            )

    def render_profile_class(self, record: Account) -> str:
        """The class that holds on the day of the page."""
        return self.classes.get(record.pk, NOTHING)

    def render_transaction_ready(self, record: Account) -> str:
        """Whether it can be billed in the user's units (R-025)."""
        return self.usable.get(record.pk, Readiness()).tells(BILL_TO)[0]

    def render_bills_ready(self, record: Account) -> str:
        """Whether bills receivable can be drawn on it in the user's units (R-239)."""
        return self.usable.get(record.pk, Readiness()).tells(DRAWEE)[0]


class AccountFilter(FilterSet):
    """Active accounts unless asked otherwise (R-009)."""

    status = StatusFilter()
