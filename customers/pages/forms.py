"""The blocks of Create Customer and the headers that are edited later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AccountSourceReference
from core.pages.forms import NewRecordForm, PageForm, Section, Wide
from core.scope import visible_units
from parties import addresses
from parties.models import Location, OrganizationDetails, Party, PartySite, PersonDetails
from profiles.models import DEFAULT, ProfileClass
from reference.fields import LookupChoiceField
from reference.models import Country, OperatingUnit, SourceSystem
from reference.options import default_country, default_unit, options
from sites.models import AccountSite

ORGANIZATION_FIELDS = [
    "duns_number",
    "sic_code_type",
    "sic_code",
    "naics_code",
    "legal_status",
    "year_established",
    "employees_total",
]
PERSON_FIELDS = [
    "prefix",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "previous_last_name",
    "date_of_birth",
    "gender",
    "marital_status",
]
LINES = ["line1", "line2", "line3", "line4"]
PARTY_FIELDS = [
    "registry_id",
    "alias",
    "pronunciation",
    "category",
    "taxpayer_id",
    "tax_registration_number",
]


class NumberedForm(NewRecordForm):
    """A form with a number that is generated where an option says so, and required where it does not."""

    number_field = ""
    number_option = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.number_field]
        generated = getattr(options(), self.number_option)
        field.required = not generated
        if generated:
            field.help_text = _("Left empty, it is generated.")


class NewOrganizationForm(NumberedForm):
    """The organization as a party."""

    number_field, number_option = "registry_id", "generate_registry_id"
    sections = [Section(_("Customer information"), Wide("name"), *PARTY_FIELDS)]

    class Meta:
        model = Party
        fields = ["name", *PARTY_FIELDS]
        labels = {"name": _("Organization Name")}


class NewOrganizationDetailsForm(NewRecordForm):
    """What else is known of an organization."""

    sections = [Section(_("Organization details"), *ORGANIZATION_FIELDS)]

    class Meta:
        model = OrganizationDetails
        fields = ORGANIZATION_FIELDS


class NewPersonForm(NumberedForm):
    """The person as a party; the name comes from its parts."""

    number_field, number_option = "registry_id", "generate_registry_id"
    sections = [Section(_("Registry"), *PARTY_FIELDS)]

    class Meta:
        model = Party
        fields = PARTY_FIELDS


class NewPersonDetailsForm(NewRecordForm):
    """The parts of a person's name, and what else is known."""

    sections = [Section(_("Customer information"), *PERSON_FIELDS)]

    class Meta:
        model = PersonDetails
        fields = PERSON_FIELDS


class NewAccountForm(NewRecordForm):
    """The first account. The number is asked for only where it is not generated for this user (R-014 to R-016)."""

    profile_class = forms.ModelChoiceField(
        ProfileClass.objects.none(),
        label=_("Profile Class"),
        help_text=_("How this account is treated. DEFAULT unless another fits better."),
    )
    sections = [
        Section(
            _("Account information"),
            "number",
            "description",
            "account_type",
            "role",
            "profile_class",
            "classification",
            "sales_channel",
            "established_date",
        )
    ]

    class Meta:
        model = Account
        fields = [
            "number",
            "description",
            "account_type",
            "role",
            "classification",
            "sales_channel",
            "established_date",
        ]

    def __init__(self, *args: Any, number_is_generated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = ProfileClass.objects.active()
        self.fields["profile_class"].queryset = classes
        self.fields["profile_class"].initial = classes.filter(name=DEFAULT).first()
        self.fields["established_date"].help_text = _("Today, if you leave it empty.")
        if number_is_generated:
            number = self.fields["number"]
            number.required, number.disabled = False, True
            number.widget.attrs["placeholder"] = str(_("generated"))
            number.help_text = _("Generated when you save.")


class ReferenceRow(NewRecordForm):
    """Under which number another system knows the account (R-031)."""

    class Meta:
        model = AccountSourceReference
        fields = ["system", "value"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        systems = SourceSystem.objects.active().exclude(code="REGISTRAR")
        self.fields["system"].queryset = systems
        self.fields["system"].required = self.fields["value"].required = False

    def has_changed(self) -> bool:
        """A row counts even as it came: `is_empty` decides."""
        return True

    @property
    def is_empty(self) -> bool:
        """True for a row in which nothing was entered."""
        return not (self.cleaned_data.get("system") or self.cleaned_data.get("value"))

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        data = super().clean() or self.cleaned_data
        for name, other in (("system", "value"), ("value", "system")):
            if data.get(other) and not data.get(name):
                self.add_error(name, _("A reference needs its source system and its value."))
        return data


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

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.active()
        self.fields["country"].initial = default_country(user)
        self.address_form = addresses.form_of(self._country_code())
        self._follow_country()

    def _country_code(self) -> str:
        chosen = (
            self.data.get(self.add_prefix("country")) if self.is_bound else self.fields["country"].initial
        )
        pk = getattr(chosen, "pk", chosen)
        if not pk or not str(pk).isdecimal():
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
            field.label = element.label

    @property
    def sections(self) -> list[Section]:
        """The country, then the elements in the country's order."""
        rest = [element.field for element in self.address_form.elements if element.field not in LINES]
        extra = ["postal_plus4"] if "postal_plus4" in self.fields else []
        return [Section(_("Account site address"), "country", *LINES, *rest, *extra, anchor="address")]


class NewAddressForm(NumberedForm):
    """The address as the customer's: its name and number."""

    number_field, number_option = "number", "generate_site_number"
    sections = [Section(_("Site"), "name", "number", "addressee", "mail_stop")]

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

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = OperatingUnit.objects.active().filter(pk__in=visible_units(user))
        self.fields["unit"].initial = default_unit(user)
        for name in ("language", "territory", "salesperson"):
            field = self.fields[name]
            field.queryset = field.queryset.filter(status="A")


class PurposeRow(PageForm):
    """One business purpose of the new site."""

    purpose = LookupChoiceField(label=_("Purpose"), required=False, lookup="SITE_USE_CODE")
    location = forms.CharField(label=_("Location"), required=False, max_length=40)
    primary = forms.BooleanField(
        label=_("Primary"),
        required=False,
        initial=True,
        help_text=_("The first of its kind is primary in any case."),
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
