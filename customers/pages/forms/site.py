"""The blocks of Create Customer about the address, the account site and its purposes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choices import ActiveChoiceField
from core.pages.forms import NewRecordForm, PageForm, Section
from core.pages.labels import title
from core.scope import visible_units
from customers.pages.forms.party import NumberedForm
from parties import addresses
from parties.models import Location, PartySite
from reference.fields import LookupChoiceField
from reference.models import Country, OperatingUnit
from reference.options import default_country, default_unit, options
from sites.models import AccountSite

# No key of ours has more.
MOST_DIGITS = 18
LINES = ["line1", "line2", "line3", "line4"]


class NewLocationForm(NewRecordForm):
    """An address, country first: the country decides which fields follow, in its own order and words (R-044)."""

    refreshes = {"country": "address"}

    class Meta:
        model = Location
        fields = [
            "country",
            "line1",
            "line2",
            "line3",
            "line4",
            "city",
            "county",
            "state",
            "province",
            "postal_code",
            "postal_plus4",
        ]
        field_classes = {"country": ActiveChoiceField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].initial = default_country(user)
        self.address_form = addresses.form_of(self._country_code())
        self._follow_country()

    def _country_code(self) -> str:
        chosen = (
            self.data.get(self.add_prefix("country")) if self.is_bound else self.fields["country"].initial
        )
        pk = getattr(chosen, "pk", chosen)
        if not pk or not str(pk).isdecimal() or len(str(pk)) > MOST_DIGITS:
            return ""
        return Country.objects.filter(pk=pk).values_list("code2", flat=True).first() or ""

    def _follow_country(self) -> None:
        """Keep the fields that the country's addresses have, with its names and what it requires."""
        shown = {element.field for element in self.address_form.elements} | {"country", *LINES}
        if self.address_form.country_code == "US":
            shown.add("postal_plus4")
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]
        for element in self.address_form.elements:
            field = self.fields[element.field]
            field.required = element.required
            field.label = title(element.label)

    @property
    def sections(self) -> list[Section]:
        """The country, then the elements in the country's order."""
        rest = [element.field for element in self.address_form.elements if element.field not in LINES]
        extra = ["postal_plus4"] if "postal_plus4" in self.fields else []
        return [Section(_("Account site address"), "country", *LINES, *rest, *extra, anchor="address")]


class NewAddressForm(NumberedForm):
    """The address as the customer's: its name and number."""

    number_field, number_option = "number", "generate_site_number"
    sections = [
        Section(
            _("Site"),
            "name",
            "number",
            "addressee",
            "mail_stop",
            note=_("The first address is the customer's identifying address."),
        )
    ]

    class Meta:
        model = PartySite
        fields = ["name", "number", "addressee", "mail_stop"]


class NewSiteForm(NewRecordForm):
    """The account site of one operating unit on the user's access list (R-059)."""

    sections = [
        Section(
            _("Account site details"),
            "unit",
            "category",
            "language",
            "translation",
            "territory",
            "edi_location",
            "salesperson",
        )
    ]

    class Meta:
        model = AccountSite
        fields = ["unit", "category", "language", "translation", "territory", "edi_location", "salesperson"]
        field_classes = dict.fromkeys(["language", "territory", "salesperson"], ActiveChoiceField)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = OperatingUnit.objects.active().filter(pk__in=visible_units(user))
        self.fields["unit"].initial = default_unit(user)


class PurposeRow(PageForm):
    """One business purpose of the new site."""

    purpose = LookupChoiceField(label=_("Purpose"), required=False, lookup="SITE_USE_CODE")
    location = forms.CharField(label=_("Location"), required=False, max_length=40)
    primary = forms.BooleanField(
        label=_("Primary"),
        required=False,
        initial=True,
        disabled=True,
        help_text=_("The first of its kind in an account is primary."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options().automatic_site_numbering:
            self.fields["location"].widget.attrs["placeholder"] = str(_("generated"))

    def has_changed(self) -> bool:
        """A row counts even as it came: `is_empty` decides."""
        return True

    @property
    def is_empty(self) -> bool:
        """True for a row in which nothing was entered."""
        return not (self.cleaned_data.get("purpose") or self.cleaned_data.get("location"))

    def clean(self) -> dict[str, Any]:
        """A location is of some purpose."""
        data = super().clean() or self.cleaned_data
        if data.get("location") and not data.get("purpose"):
            self.add_error("purpose", _("Choose the purpose of this location, or empty the row."))
        return data
