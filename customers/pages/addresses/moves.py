"""A move of an address that is planned or failed: change it, call it off (R-268)."""

import copy
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import date_text
from core.pages import saving
from core.pages.header import Action
from core.pages.views import EditView, RecordActionView
from customers.pages.addresses.forms import DestinationForm, MoveForm, known_to
from customers.pages.addresses.sharing import going_along
from sites.models import AddressMove
from sites.moves import cancel_move, change_move

CHANGE = "customer_sites.change_addressmove"


class ChangeMove(EditView):
    """Another day, number or address of a move; one that failed is planned again by saving it."""

    help: Any = gettext_lazy(
        "A move that is planned, or that failed. Change where it goes or the day, and save: a day that has come is at "
        "once. Cancel Move leaves the address where it is."
    )
    permission = CHANGE
    queryset = AddressMove.objects.with_addresses().open()
    template_name = "addresses/move.html"

    def get_title(self) -> Any:
        """Whose address moves, and when."""
        return _("Move of %(address)s of %(party)s") % {
            "address": self.record.party_site,
            "party": self.record.party_site.party,
        }

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The place it moves to, then the day."""
        move, place = copy.copy(self.record), copy.copy(self.record.location)
        return {
            "place": DestinationForm(
                data=data,
                quiet=quiet,
                instance=place,
                prefix="place",
                user=self.user,
                known=known_to(self.record.party_site.party),
            ),
            "move": MoveForm(data=data, quiet=quiet, instance=move, prefix="move"),
        }

    def save(self, place: DestinationForm, move: MoveForm) -> AddressMove:
        """Save both rows, or carry it out where the day has come."""
        return change_move(
            move.instance,
            place.instance,
            version=move.cleaned_data["version"],
            location_version=place.cleaned_data["version"],
        )

    def get_success_url(self, record: AddressMove) -> str:
        """Back to where it was chosen; the list of the customer's addresses."""
        return saving.safe_next(self.request, self.record.party_site.get_absolute_url())

    def get_success_message(self, record: AddressMove) -> str:
        """What is planned now, or was done."""
        return told(record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`call_off`, the other thing to do, told apart from leaving the page; `going_along` with the address."""
        context = super().get_context_data(**kwargs)
        context["cancel_url"] = context["next"] = self.get_success_url(self.record)
        context["going_along"] = going_along(self.record.party_site, self.user)
        context["call_off"], context["cancel_label"] = calling_off(self.record), _("Back")
        return context


class CancelMove(RecordActionView):
    """Call a move off."""

    permission = CHANGE
    queryset = AddressMove.objects.with_addresses()
    verb = gettext_lazy("Cancel Move")
    question = gettext_lazy("Cancel the move of %(record)s?")
    danger = True
    success_message = gettext_lazy("The move was cancelled; the address stays where it is.")

    def get_title(self) -> Any:
        """Which address stays."""
        return _("Cancel the move of %(address)s?") % {"address": self.record.party_site}

    def about(self) -> Any:
        """Whose address it is, and where."""
        return f"{self.record.party_site.party} · {self.record.party_site.location}"

    def consequences(self) -> list[str]:
        """That it stays where it is."""
        return [
            _("It does not move to %(location)s on %(day)s and stays where it is.")
            % {"location": self.record.location, "day": date_text(self.record.takes_effect)}
        ]

    def perform(self, version: int) -> Any:
        """Cancel it."""
        return cancel_move(self.record, version=version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`cancel_label`: to cancel the move and not to do so must not read alike."""
        return super().get_context_data(**kwargs, cancel_label=_("Keep Move"))

    def get_success_url(self) -> str:
        """Back to where it was chosen; the list of the customer's addresses."""
        return saving.safe_next(self.request, self.record.party_site.get_absolute_url())


def told(move: AddressMove) -> str:
    """What became of a move that was planned or changed."""
    names = {"address": move.party_site, "location": move.location, "day": date_text(move.takes_effect)}
    if move.state == AddressMove.State.DONE:
        return _("%(address)s moved to %(location)s.") % names
    return _("%(address)s moves on %(day)s to %(location)s.") % names


def calling_off(move: AddressMove) -> Action:
    """The way to the page that asks."""
    return Action(_("Cancel Move"), reverse("addresses:cancel-move", args=[move.pk]), CHANGE, "danger")
