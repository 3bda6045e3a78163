"""Remove and restore a customer, after showing what that means in numbers (R-096, R-097)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.pages.views import RecordActionView
from customers.pages.consequences import counts_of_removal, counts_of_restoring
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
        return [
            *sentences(counts_of_removal(self.record, self.user), _("become inactive")),
            _("Its customer usage ends today; no new transactions can be made. Nothing is deleted."),
        ]

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
        return [
            *sentences(counts_of_restoring(self.record, self.user), _("become active again")),
            _("What had been removed before stays inactive."),
        ]

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_party(self.record, version=version)


def sentences(counts: dict[str, int], what_happens: str) -> list[str]:
    """The counts in words, without the zeros."""
    words = {
        "accounts": ngettext("%(n)d account", "%(n)d accounts", counts["accounts"]),
        "sites": ngettext("%(n)d account site", "%(n)d account sites", counts["sites"]),
        "uses": ngettext("%(n)d business purpose", "%(n)d business purposes", counts["uses"]),
        "addresses": ngettext("%(n)d address", "%(n)d addresses", counts["addresses"]),
    }
    parts = [words[name] % {"n": n} for name, n in counts.items() if n]
    return [f"{', '.join(parts)}: {what_happens}."] if parts else []
