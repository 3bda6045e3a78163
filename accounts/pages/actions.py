"""Remove and restore an account, after showing what that means in numbers (R-096, R-097, D-15)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.pages.tables import CHANGE_ACCOUNT
from accounts.services import remove_account, restore_account
from core.pages.views import RecordActionView
from sites.pages import consequences


class RemoveAccount(RecordActionView):
    """Inactivate an account with its sites and their purposes."""

    permission = CHANGE_ACCOUNT
    queryset = Account.objects.select_related("party")
    verb = _("Remove")
    question = _("Remove account %(record)s?")
    danger = True
    success_message = _("Account %(record)s is inactive now. Restore brings it back with its sites.")

    def about(self) -> Any:
        """Whose account it is."""
        return self.record.party

    def consequences(self) -> list[str]:
        """What becomes inactive, or why it cannot."""
        return consequences.of_removing_account(self.record, self.user)

    def perform(self, version: int) -> Any:
        """Remove it."""
        return remove_account(self.record, version=version)


class RestoreAccount(RecordActionView):
    """Bring an account back with exactly what was removed with it."""

    permission = CHANGE_ACCOUNT
    queryset = Account.objects.select_related("party")
    verb = _("Restore")
    question = _("Restore account %(record)s?")
    success_message = _("Account %(record)s is active again.")

    def about(self) -> Any:
        """Whose account it is."""
        return self.record.party

    def consequences(self) -> list[str]:
        """What comes back."""
        return consequences.of_restoring_account(self.record, self.user)

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_account(self.record, version=version)
