"""What can be done with customer accounts. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from core import writes
from core.clock import today
from core.exceptions import refusal
from core.models import Status
from core.scope import acting_user
from core.work import current
from parties.models import Party
from parties.services import ensure_customer_usage, free_numbers
from reference.options import options, preferences

# Doors through which a person types: there a generated number is not typed over.
TYPING_CHANNELS = frozenset({"page", "admin"})


def number_is_generated(user: Any) -> bool:
    """Whether the account number is drawn for `user` rather than entered by him (R-014 to R-016)."""
    default_unit = preferences(user).default_unit if user is not None else None
    return rules.account_number_is_generated(options().automatic_customer_numbering, default_unit)


def open_accounts(accounts: Sequence[Account]) -> list[Account]:
    """Open new accounts of registered parties; answers them (set-based).

    Numbers are generated or required (R-013 to R-016), the established date starts as today, and a party becomes a
    customer with its first account of a customer's role (R-028). An inactive party gets none (R-098).
    """
    _require_active_parties(accounts)
    for account in accounts:
        if account.established_date is None:
            account.established_date = today()
    _number(accounts)
    writes.insert_many(list(accounts))
    customers = {
        account.party.pk: account.party for account in accounts if rules.makes_customer(account.role)
    }
    ensure_customer_usage(list(customers.values()))
    return list(accounts)


def change_account(account: Account, *, version: int) -> Account:
    """Save the changed header of an account.

    A changed number needs a reason and leave to change it, and the old one stays findable (R-018); a role that makes
    the party a customer does so (R-028).
    """
    before = writes.lock(Account.objects.filter(pk=account.pk).select_related("party"))[0]
    account = writes.save(account, version=version)
    # Only now is it known whether this user changed the number, or somebody else did meanwhile (D-19).
    if account.number != before.number:
        _allow_new_number()
        _keep_former_number(before)
    if rules.makes_customer(account.role) and not rules.makes_customer(before.role):
        ensure_customer_usage([before.party])
    return account


def remove_account(account: Account, *, version: int) -> Account:
    """Inactivate an account and, by cascade, its sites and purposes; it ends today (R-096, R-030, D-15)."""
    return writes.remove(account, version=version)


def restore_account(account: Account, *, version: int) -> Account:
    """Bring an account back with exactly what was removed with it (R-097); it has no end any more (R-030)."""
    return writes.restore(account, version=version)


def _require_active_parties(accounts: Sequence[Account]) -> None:
    """Refuse new accounts of inactive customers; locked, so that nobody removes a customer meanwhile."""
    by_party = {account.party_id: account for account in accounts}
    writes.hold(Party, by_party)
    for pk, party in writes.read(Party, by_party, "status", "name").items():
        if party["status"] != Status.ACTIVE:
            message = _("%(party)s is inactive; restore the customer first.") % {"party": party["name"]}
            raise refusal(by_party[pk], {"__all__": message})


def _number(accounts: Sequence[Account]) -> None:
    """Draw or require the numbers of new accounts (R-014 to R-016)."""
    generated = number_is_generated(acting_user())
    for account in accounts:
        if account.number.strip() and generated and current().channel in TYPING_CHANNELS:
            raise refusal(account, {"number": _("The account number is generated; leave it empty.")})
        if not account.number.strip() and not generated:
            raise refusal(account, {"number": _("Enter the account number: it is not generated for you.")})
    missing = [account for account in accounts if not account.number.strip()]
    taken = {account.number for account in accounts}
    numbers = free_numbers(Account, "number", "account_number", len(missing), taken)
    for account, number in zip(missing, numbers, strict=True):
        account.number = number


def _allow_new_number() -> None:
    """The number is this user's to enter, and there is a reason for the change (R-018)."""
    if number_is_generated(acting_user()):
        raise ValidationError({"number": _("Account numbers are generated and cannot be changed.")})
    if not current().reason.strip():
        raise ValidationError({"number": _("Enter a reason for the new account number.")})


def _keep_former_number(before: Account) -> None:
    """Keep the old number, so that the account is found under it (R-018)."""
    given_up = FormerAccountNumber(account=before, number=before.number, until=today())
    repeated = FormerAccountNumber.objects.filter(
        account=before, number_key=before.number_key, until=given_up.until
    )
    if not repeated.exists():
        writes.save(given_up)


def add_references(references: Sequence[AccountSourceReference]) -> list[AccountSourceReference]:
    """Note under which numbers other systems know accounts (R-031)."""
    return writes.insert_many(list(references))
