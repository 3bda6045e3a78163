"""What the customer calls an address, and another address of a customer."""

import copy
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.create import Button
from core.pages.page import find
from core.pages.views import CreateView, EditView
from customers.pages.addresses.forms import DetailsForm, NewDetailsForm, NewPlaceForm, known_to
from parties.models import Party, PartySite
from parties.services import add_addresses, change_address_details


class EditDetails(EditView):
    """Number, name, addressee and mail stop of an address (R-065); the place has a page of its own."""

    help: Any = gettext_lazy(
        "What the customer calls the address, and its number. Where it is, is changed by Edit Address."
    )
    permission = "parties.change_partysite"
    queryset = PartySite.objects.with_address().select_related("party")
    template_name = "addresses/form.html"
    form_class = DetailsForm

    def get_title(self) -> Any:
        """The address and whose it is."""
        return _("Edit %(record)s of %(party)s") % {"record": self.record, "party": self.record.party}

    def save(self, form: DetailsForm) -> PartySite:
        """Save it."""
        return change_address_details(form.instance, version=form.cleaned_data["version"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`address`, for the way up."""
        return super().get_context_data(**kwargs, address=self.record)


class AddAddress(CreateView):
    """Another address of a customer, without an account site yet."""

    help: Any = gettext_lazy(
        "Another address of the customer. Accounts get a site there with Create Site on the account's page."
    )
    permission = "parties.add_partysite"
    template_name = "addresses/form.html"
    buttons = (Button(gettext_lazy("Apply"), kind="primary"),)
    record: Party

    def load(self) -> None:
        """Find the customer."""
        self.record = find(Party.objects.all(), self.user, self.kwargs["pk"])

    @property
    def cancel_url(self) -> str:
        """The list of its addresses."""
        return PartySite(party=self.record).get_absolute_url()

    def get_title(self) -> Any:
        """Whose address it will be."""
        return _("Add an address of %(party)s") % {"party": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The place, then what the customer calls it."""
        is_first = not PartySite.objects.active().filter(party=self.record, identifying=True).exists()
        return {
            "location": NewPlaceForm(
                prefix="location", user=self.user, known=known_to(self.record), data=data, quiet=quiet
            ),
            "address": NewDetailsForm(prefix="address", is_first=is_first, data=data, quiet=quiet),
        }

    def save(self, location: NewPlaceForm, address: NewDetailsForm) -> PartySite:
        """Make the address (R-053, R-054)."""
        site = copy.copy(address.instance)
        address.instance = site
        site.party, site.location = self.record, location.instance
        return add_addresses([site])[0]

    def get_success_message(self, record: PartySite) -> str:
        """Which address it is."""
        return _("Address %(record)s of %(party)s was added.") % {"record": record, "party": self.record}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`address`, for the way up."""
        return super().get_context_data(**kwargs, address=PartySite(party=self.record))


__all__ = ["AddAddress", "EditDetails"]
