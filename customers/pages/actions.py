"""Remove and restore a customer, after showing what that means in numbers (R-096, R-097)."""

from typing import Any

from django.utils.translation import gettext_lazy

from core.pages.views import RecordActionView
from customers.pages import consequences
from parties.models import Party
from parties.services import remove_party, restore_party


class RemoveCustomer(RecordActionView):
    """Inactivate a customer with everything under it."""

    permission = "parties.change_party"
    queryset = Party.objects.with_details()
    verb = gettext_lazy("Remove")
    question = gettext_lazy("Remove %(record)s?")
    danger = True
    success_message = gettext_lazy(
        "%(record)s and everything under it is inactive now. Restore brings it back."
    )

    def consequences(self) -> list[str]:
        """What becomes inactive, of what the user may see."""
        return consequences.of_removing(self.record, self.user)

    def perform(self, version: int) -> Any:
        """Remove it."""
        return remove_party(self.record, version=version)


class RestoreCustomer(RecordActionView):
    """Bring a customer back with exactly what was removed with it."""

    permission = "parties.change_party"
    queryset = Party.objects.with_details()
    verb = gettext_lazy("Restore")
    question = gettext_lazy("Restore %(record)s?")
    success_message = gettext_lazy("%(record)s is active again.")

    def consequences(self) -> list[str]:
        """What comes back, of what the user may see."""
        return consequences.of_restoring(self.record, self.user)

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_party(self.record, version=version)
