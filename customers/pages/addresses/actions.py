"""Mark, remove and restore an address of a customer, after saying what follows (R-053 to R-056, R-096, R-098)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.pages.forms import ActionForm
from core.pages.views import RecordActionView
from customers.pages.addresses.forms import SuccessorForm
from parties.models import PartySite
from parties.services import make_identifying, remove_party_site, restore_party_site
from sites.models import AccountSite
from sites.moves import open_move

ADDRESSES = PartySite.objects.with_address().select_related("party")


class AddressAction(RecordActionView):
    """One thing done to one address."""

    permission = "parties.change_partysite"
    queryset = ADDRESSES

    def about(self) -> Any:
        """Whose address it is, and where."""
        return f"{self.record.party} · {self.record.location}"


class MarkIdentifying(AddressAction):
    """Let an address identify its customer (R-055)."""

    verb = gettext_lazy("Mark As Identifying")
    question = gettext_lazy("Let %(record)s be the identifying address?")
    success_message = gettext_lazy("%(record)s is the identifying address now.")

    def consequences(self) -> list[str]:
        """Which address loses the mark."""
        return losing_the_mark(self.record)

    def perform(self, version: int) -> Any:
        """Mark it; the former one loses the mark."""
        return make_identifying(self.record, version=version)


class RemoveAddress(AddressAction):
    """Inactivate an address at which no account site is left (R-056, R-096)."""

    verb = gettext_lazy("Remove")
    question = gettext_lazy("Remove address %(record)s?")
    danger = True
    success_message = gettext_lazy("Address %(record)s is inactive now.")

    def consequences(self) -> list[str]:
        """What keeps it, or what goes."""
        lines = [*self._kept_by_sites(), *self._kept_by_mark()]
        if not lines:
            move = open_move(self.record)
            lines = [_("The move to %(location)s will fail.") % {"location": move.location}] if move else []
            lines.append(_("Nothing is deleted: Restore brings it back."))
        return lines

    def _kept_by_sites(self) -> list[str]:
        sites = AccountSite.objects.active().filter(party_site=self.record)
        seen, count = sites.visible_to(self.user).count(), sites.count()
        if not count:
            return []
        text = ngettext(
            "It will be refused: %(count)d active account site is at this address, %(seen)d of them in your units.",
            "It will be refused: %(count)d active account sites are at this address, %(seen)d of them in your units.",
            count,
        )
        return [text % {"count": count, "seen": seen}]

    def _kept_by_mark(self) -> list[str]:
        others = PartySite.objects.active().filter(party=self.record.party_id).exclude(pk=self.record.pk)
        if self.record.identifying and self.record.party.is_active and not others.exists():
            return [_("It will be refused: it is the only address, and identifies the customer.")]
        return []

    def get_form(self, **given: Any) -> ActionForm:
        """Ask which address takes over the mark, where this one has it (R-056)."""
        return SuccessorForm(address=self.record, **given)

    def perform(self, version: int) -> Any:
        """Remove it."""
        successor = self.form.cleaned_data.get("successor")
        return remove_party_site(self.record, version=version, successor=successor)


class RestoreAddress(AddressAction):
    """Bring an address of an active customer back (R-098)."""

    verb = gettext_lazy("Restore")
    question = gettext_lazy("Restore address %(record)s?")
    success_message = gettext_lazy("Address %(record)s is active again.")

    def consequences(self) -> list[str]:
        """That its account sites are restored by themselves."""
        return [
            _("Account sites at this address that were removed stay inactive; restore them on their pages.")
        ]

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_party_site(self.record, version=version)


def losing_the_mark(address: PartySite) -> list[str]:
    """Under which address the customer is known from now on, and which one loses that."""
    names = {"party": address.party, "address": address.location}
    lines = [
        _("%(address)s will no longer identify %(party)s.") % {"address": former, "party": address.party}
        for former in PartySite.primary.holders(address)
    ]
    return [_("%(party)s will be known under %(address)s.") % names, *lines]
