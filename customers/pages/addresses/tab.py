"""Customer Overview, Addresses: where the customer is, shared by all its accounts and operating units (D-1)."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages.header import Action
from core.pages.views import SubtabView
from customers.pages.addresses.table import AddressFilter, AddressTable
from parties.models import PartySite


class AddressesTab(SubtabView):
    """The addresses of one customer."""

    help: Any = _(
        "Where the customer is. One address identifies it; removing that one asks which other takes over. Edit "
        "Address changes the place itself and shows first who else uses it; Edit Details changes what the customer "
        "calls it. The number counts the active account sites in your operating units."
    )
    label = _("Addresses")
    permission = "parties.view_partysite"
    table_class = AddressTable
    filterset_class = AddressFilter

    def rows(self) -> Any:
        """Every address of the customer."""
        return PartySite.objects.for_table().filter(party=self.record)

    def get_actions(self) -> Sequence[Action]:
        """Another address, while the customer is in use (R-098)."""
        if not self.record.is_active:
            return ()
        address = reverse("addresses:add", args=[self.record.pk])
        return [Action(_("Add Address"), address, "parties.add_partysite", icon="plus")]
