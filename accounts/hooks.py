"""What happens to accounts when others write."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import Account, AccountDocument, AccountSourceReference
from core import hooks
from core.clock import today
from parties.models import Party
from parties.services import guard_references
from reference import kept


@hooks.on_remove(Party)
def remove_accounts(parties: list[Party]) -> list[Any]:
    """A removed party takes its accounts along (R-096)."""
    return [Account.objects.filter(party__in=parties)]


@hooks.on_restore(Party)
def restore_accounts(parties: list[Party]) -> list[Any]:
    """A restored party gets back the accounts that went with it (R-097)."""
    return [Account.objects.filter(party__in=parties)]


@hooks.on_remove(Account)
def end_accounts(accounts: list[Account]) -> None:
    """A removed account ends today, not before it was established (R-030)."""
    for account in accounts:
        rules.established_before_termination(account.established_date, today())
        account.termination_date = today()


@hooks.on_restore(Account)
def reopen_accounts(accounts: list[Account]) -> None:
    """A restored account has no end; its party must be active (R-030, R-098)."""
    inactive = (
        Party.objects.filter(pk__in=[account.party_id for account in accounts]).exclude(status="A").first()
    )
    if inactive is not None:
        raise ValidationError(_("%(party)s is inactive; restore the customer first.") % {"party": inactive})
    for account in accounts:
        account.termination_date = None


@hooks.on_remove(AccountSourceReference)
@hooks.on_restore(AccountSourceReference)
def guard_account_references(references: list[AccountSourceReference]) -> None:
    """The reference of an account is retired and restored by a data steward, with a reason (R-031)."""
    guard_references(references)


@hooks.before_write(AccountDocument)
@hooks.on_remove(AccountDocument)
@hooks.on_restore(AccountDocument)
def guard_account_documents(documents: list[AccountDocument]) -> None:
    """A confidential document is written by who may read it (R-264)."""
    kept.guard_documents(documents)
