"""The list of a customer's accounts, and its filter."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
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

CHANGE_ACCOUNT = "accounts.change_account"


def create_site(account: Account) -> Action:
    """The way to another site of the account."""
    url = reverse("accounts:create-site", args=[account.pk])
    return Action(_("Create Site"), url, "customer_sites.add_accountsite", icon="plus")


def account_row_actions(account: Account) -> list[Action]:
    """Create Site and Remove on an active row, Restore on an inactive one (R-011)."""
    if account.is_active:
        remove = reverse("accounts:remove", args=[account.pk])
        return [create_site(account), Action(_("Remove"), remove, CHANGE_ACCOUNT, "danger")]
    return [Action(_("Restore"), reverse("accounts:restore", args=[account.pk]), CHANGE_ACCOUNT)]


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
    actions = ActionsColumn(account_row_actions)

    signed = True
    extends = Account

    class Meta:
        empty_text = _("This customer has no account with this status.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.classes: dict[int, str] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Account]) -> None:
        """Ask once for the profile classes of all accounts on the page (R-134)."""
        if self.shows("profile_class"):
            accounts = [account.pk for account in rows]
            self.classes = (
                classes_in_force(accounts, self.past.day, self.past.moment)
                if self.past
                else classes_in_force(accounts, today())
            )

    def render_profile_class(self, record: Account) -> str:
        """The class that holds on the day of the page."""
        return self.classes.get(record.pk, NOTHING)


class AccountFilter(FilterSet):
    """Active accounts unless asked otherwise (R-009)."""

    status = StatusFilter()
