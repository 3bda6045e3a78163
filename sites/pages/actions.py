"""Remove and restore an account site, and mark its address, after showing what that means."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.page import find
from core.pages.views import RecordActionView
from parties.models import PartySite
from parties.services import make_identifying
from sites.facts import billed_at
from sites.models import AccountSite, SiteUse
from sites.pages import consequences
from sites.pages.replacement import ReplacementForm
from sites.pages.tables import CHANGE_SITE
from sites.services import remove_site, restore_site

SITES = AccountSite.objects.with_address().select_related("account__party")


class RemoveSite(RecordActionView):
    """Inactivate an account site with its purposes (R-095)."""

    permission = CHANGE_SITE
    queryset = SITES
    verb = gettext_lazy("Remove")
    question = gettext_lazy("Remove account site %(record)s?")
    danger = True
    success_message = gettext_lazy("Account site %(record)s is inactive now.")

    def about(self) -> Any:
        """Whose site it is, and where."""
        return consequences.whose(self.record)

    def consequences(self) -> list[str]:
        """What becomes inactive and what is then missing."""
        return consequences.of_removing_site(self.record, self.user)

    def get_form(self, **given: Any) -> ReplacementForm:
        """Ask where the ship-tos of other sites that are billed here are billed then (R-100)."""
        bill_tos = SiteUse.objects.active().bill_to().filter(site=self.record)
        leads = billed_at(bill_tos).exclude(site=self.record).exists()
        return ReplacementForm(bill_to=bill_tos.first() if leads else None, **given)

    def perform(self, version: int) -> Any:
        """Remove it."""
        replacement = self.form.cleaned_data.get("replacement")
        return remove_site(self.record, version=version, replacement=replacement)


class RestoreSite(RecordActionView):
    """Bring an account site back with exactly what was removed with it (R-097)."""

    permission = CHANGE_SITE
    queryset = SITES
    verb = gettext_lazy("Restore")
    question = gettext_lazy("Restore account site %(record)s?")
    success_message = gettext_lazy("Account site %(record)s is active again.")

    def about(self) -> Any:
        """Whose site it is, and where."""
        return consequences.whose(self.record)

    def consequences(self) -> list[str]:
        """What comes back."""
        return consequences.of_restoring_site(self.record)

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_site(self.record, version=version)


class MarkIdentifying(RecordActionView):
    """Let the address of a site identify its customer (R-055)."""

    permission = "parties.change_partysite"
    verb = gettext_lazy("Mark As Identifying")
    question = gettext_lazy("Let %(record)s be the identifying address?")
    success_message = gettext_lazy("%(record)s is the identifying address now.")
    site: AccountSite

    def load(self) -> None:
        """Find the site among those the user may see; the record that changes is its address."""
        self.site = find(SITES, self.user, self.kwargs["pk"])
        self.record = self.site.party_site

    def consequences(self) -> list[str]:
        """Which address loses the mark."""
        party = self.site.account.party
        lines = [
            _("%(address)s will no longer identify %(party)s.") % {"address": former, "party": party}
            for former in PartySite.primary.holders(self.record)
        ]
        return [_("%(party)s will be known under %(address)s.") % self.names(), *lines]

    def names(self) -> dict[str, Any]:
        """The customer and the address."""
        return {"party": self.site.account.party, "address": self.record.location}

    def perform(self, version: int) -> Any:
        """Mark it; the former one loses the mark."""
        return make_identifying(self.record, version=version)

    def get_success_url(self) -> str:
        """Back to the site."""
        return self.site.get_absolute_url()
