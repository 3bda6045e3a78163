"""The forms about a customer's address: the place, for whom it changes, and from which day."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.pages.forms import ActionForm, PageForm, RecordForm, Section, VersionedForm, Wide
from parties.known_addresses import matching_addresses
from parties.models import Location, Party, PartySite
from parties.pages.address import LocationForm, PartySiteForm, known_before
from parties.pages.address.advice import Known
from reference.options import options
from sites.models import AddressMove

ALL, HERE, DAY = "all", "here", "day"


def known_to(party: Party, but: PartySite | None = None) -> Callable[[Location], list[Known]]:
    """What tells that the customer has an address already, before it has it twice (R-037)."""
    return lambda typed: [known_before(site) for site in matching_addresses(party, typed) if site != but]


class NewPlaceForm(LocationForm):
    """The place of another address of a customer, which need not be an account site's."""

    heading = gettext_lazy("Address")


class NewDetailsForm(PartySiteForm):
    """What the customer calls another address."""

    heading = gettext_lazy("Details")


class PlaceForm(NewPlaceForm, VersionedForm):
    """The place of an address, from the version that was opened (D-19)."""

    def _follow_country(self) -> None:
        """The version is no element of an address, and stays."""
        version = self.fields["version"]
        super()._follow_country()
        self.fields["version"] = version


class DestinationForm(PlaceForm):
    """The place that an address moves to."""

    heading = gettext_lazy("New address")


class ScopeForm(PageForm):
    """For whom the change is, and why (R-061).

    It carries which place was shown, and the version of the customer's address.
    """

    scope = forms.ChoiceField(
        label=gettext_lazy("Change it"), choices=[], widget=forms.RadioSelect, initial=ALL
    )
    takes_effect = forms.DateField(
        label=pgettext_lazy("a first day", "From"),
        required=False,
        help_text=gettext_lazy("The first day on which the new address holds. Today or earlier: at once."),
    )
    number = forms.CharField(
        label=gettext_lazy("New Site Number"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("An address that moves gets a number of its own."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("Shown in the history of the record."),
    )
    place = forms.IntegerField(label=gettext_lazy("Address"), widget=forms.HiddenInput)
    address_version = forms.IntegerField(label=gettext_lazy("Version"), widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, address: PartySite, is_shared: bool, may_move: bool, **kwargs: Any
    ) -> None:
        self.address, self.is_shared, self.may_move = address, is_shared, may_move
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        """What there is to choose from, and where the form begins."""
        everybody = _("for all who use the address") if self.is_shared else _("now: a correction")
        choices = [(ALL, everybody)]
        if self.is_shared:
            choices.append((HERE, _("only here: this customer's address gets a place of its own")))
        if self.may_move:
            choices.append((DAY, _("from a date: the customer moves")))
        else:
            del self.fields["takes_effect"]
        if not self.may_move or options().generate_site_number:
            del self.fields["number"]
        self.fields["scope"].choices = choices
        self.fields["place"].initial = self.address.location_id
        self.fields["address_version"].initial = self.address.version

    @property
    def sections(self) -> list[Section]:
        """For whom, from when, why."""
        asked = [name for name in ("takes_effect", "number") if name in self.fields]
        return [Section(_("Who gets the change"), Wide("scope"), *asked, Wide("reason"))]

    def clean(self) -> dict[str, Any]:
        """A move has a day; the place is still the one that was shown."""
        data = super().clean() or self.cleaned_data
        if data.get("scope") == DAY and not data.get("takes_effect"):
            self.add_error("takes_effect", _("Enter the day from which the new address holds."))
        elif data.get("scope") != DAY and data.get("takes_effect"):
            self.add_error("scope", _("Choose “from a date”, or empty the date."))
        if data.get("place") not in (None, self.address.location_id):
            raise ValidationError(
                _("Somebody gave this address another place meanwhile. Cancel, and look at it again.")
            )
        return data


class DetailsForm(RecordForm):
    """What the customer calls the address, and its number (R-065)."""

    sections = [Section(gettext_lazy("Details"), "number", "name", "addressee", "mail_stop")]

    class Meta:
        model = PartySite
        fields = ["number", "name", "addressee", "mail_stop"]


class MoveForm(RecordForm):
    """The day of a move, and the number that the new address gets."""

    class Meta:
        model = AddressMove
        fields = ["takes_effect", "number"]

    def add_fields(self) -> None:
        """A number is asked for where none is generated."""
        super().add_fields()
        if options().generate_site_number:
            del self.fields["number"]

    @property
    def sections(self) -> list[Section]:
        """The day, and the number where one is asked for."""
        return [Section(_("Move"), *[name for name in ("takes_effect", "number") if name in self.fields])]


class SuccessorForm(ActionForm):
    """The question with the address that identifies the customer from now on, where one must (R-056)."""

    successor = forms.ModelChoiceField(
        PartySite.objects.none(), label=gettext_lazy("Identifying address from now on"), empty_label=None
    )

    def __init__(self, *args: Any, address: PartySite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["successor", "reason"])
        others = PartySite.objects.active().with_address().filter(party=address.party_id)
        others = others.exclude(pk=address.pk).order_by("number_key")
        if not (address.identifying and address.party.is_active and others.exists()):
            del self.fields["successor"]
            return
        field = self.fields["successor"]
        field.queryset = others
        field.label_from_instance = lambda site: f"{site} · {site.location}"


__all__ = [
    "ALL",
    "DAY",
    "HERE",
    "DestinationForm",
    "DetailsForm",
    "MoveForm",
    "NewDetailsForm",
    "NewPlaceForm",
    "PlaceForm",
    "ScopeForm",
    "SuccessorForm",
    "known_to",
]
