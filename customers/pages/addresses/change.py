"""Edit Address: where an address is, for all who share the place, only here, or from a date (R-061, R-063)."""

import copy
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import StaleRecord
from core.history import differences, held
from core.jobs import submit
from core.pages import drafts, saving
from core.pages.views import EditView
from customers.pages.addresses.forms import ALL, DAY, HERE, PlaceForm, ScopeForm, known_to
from customers.pages.addresses.moves import told
from customers.pages.addresses.sharing import going_along, sharing_of
from customers.pages.addresses.table import FAILED
from parties.locations import change_for_all, change_only_here, is_for_the_background
from parties.models import Location, PartySite
from sites.models import AddressMove
from sites.moves import open_move, plan_move


class ChangeAddress(EditView):
    """The place of an address; who else uses it is shown before anything is saved."""

    help: Any = gettext_lazy(
        "Where the address is. Several customers may share a place: the page names those who do. A correction is for "
        "all of them; only here gives this customer's address a place of its own, with all its account sites; from a "
        "date is for a customer who moves: on the day the account sites and business purposes go on at the new "
        "address and the old one becomes inactive. Until then the move can be changed and cancelled."
    )
    permission = "parties.change_location"
    queryset = PartySite.objects.with_address().select_related("party")
    template_name = "addresses/change.html"
    record: PartySite

    def load(self) -> None:
        """Find the address, who shares its place, and whether it moves already."""
        super().load()
        self.sharing = sharing_of(self.record, self.user)
        self.move = open_move(self.record)

    def get_title(self) -> Any:
        """The address and whose it is."""
        return _("Edit address %(record)s of %(party)s") % {"record": self.record, "party": self.record.party}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The place, then for whom it changes."""
        place = copy.copy(self.record.location)
        may_move = (
            self.move is None
            and self.record.is_active
            and self.user.has_perm("customer_sites.add_addressmove")
        )
        return {
            "place": PlaceForm(
                data=data,
                quiet=quiet,
                instance=place,
                prefix="place",
                user=self.user,
                known=known_to(self.record.party, but=self.record),
            ),
            "scope": ScopeForm(
                data=data,
                quiet=quiet,
                prefix="scope",
                address=self.record,
                is_shared=self.sharing.is_shared,
                may_move=may_move,
            ),
        }

    def attempt(self) -> HttpResponse:
        """Save it, or leave it to the background where too many customers share the place."""
        forms = self.get_forms(self.request.POST)
        many = is_for_the_background(self.record.location)
        if many and saving.all_valid(forms) and forms["scope"].cleaned_data["scope"] == ALL:
            return self.submit(forms["place"].instance, forms)
        return super().attempt()

    def submit(self, place: Location, forms: dict[str, Any]) -> HttpResponse:
        """Ask for the run that changes it (D-15); its page shows how far it is."""
        values = {name: new for name, (_old, new) in differences(held(self.record.location), place).items()}
        run = submit(
            "change-address",
            {
                "location": place.pk,
                "version": forms["place"].cleaned_data["version"],
                "values": values,
                "address": str(self.record.location),
                "reason": forms["scope"].cleaned_data["reason"],
            },
            self.user,
        )
        drafts.saved(self.request)
        return saving.go_to(self.request, run.get_absolute_url())

    def save(self, place: PlaceForm, scope: ScopeForm) -> Any:
        """For all, only here, or from a day."""
        wanted, asked = scope.cleaned_data["scope"], scope.cleaned_data
        if wanted == DAY:
            location = _new(place.instance)
            place.instance = location
            return plan_move(
                self.record,
                location,
                takes_effect=asked["takes_effect"],
                number=asked.get("number", ""),
            )
        if wanted == HERE:
            return change_only_here(copy.copy(self.record), place.instance, version=asked["address_version"])
        return change_for_all(place.instance, version=place.cleaned_data["version"])

    def get_success_url(self, record: Any) -> str:
        """Back to where it was chosen; the list of the customer's addresses."""
        return saving.safe_next(self.request, self.record.get_absolute_url())

    def get_success_message(self, record: Any) -> str:
        """What was done, for how many."""
        if isinstance(record, AddressMove):
            return told(record)
        if record.version == (self.record.version if isinstance(record, PartySite) else self.opened):
            return _("Nothing was changed in %(record)s.") % {"record": self.record}
        if isinstance(record, PartySite):
            return _("%(record)s has an address of its own now: %(location)s.") % {
                "record": record,
                "location": record.location,
            }
        if self.sharing.is_shared:
            return _("The address was changed for all who use it: %(location)s.") % {"location": record}
        return _("The address was changed: %(location)s.") % {"location": record}

    @property
    def opened(self) -> int:
        """The version of the place as it was found."""
        return self.record.location.version

    def show_conflict(self, forms: dict[str, Any], stale: StaleRecord) -> HttpResponse:
        """Both versions of the place, field by field; of a place that was exchanged there is nothing to choose."""
        if isinstance(stale.record, Location):
            return super().show_conflict(forms, stale)
        forms["scope"].add_error(None, str(stale))
        self.load()
        return self.show(forms)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`sharing`, who uses the place; `going_along` with this address; `move`, the one that is planned."""
        context = super().get_context_data(**kwargs)
        context["sharing"], context["move"], context["failed"] = self.sharing, self.move, FAILED
        context["going_along"] = going_along(self.record, self.user)
        return context


def _new(typed: Location) -> Location:
    """A place without a row that has what was typed."""
    location = copy.copy(typed)
    location.pk, location._state = None, copy.copy(typed._state)
    location._state.adding = True
    location.version = 1
    return location
