"""The blocks of Create Customer about the party."""

from django.utils.translation import gettext_lazy as _

from core.pages.forms import NewRecordForm, Section, Wide
from parties.models import OrganizationDetails, Party, PersonDetails
from parties.pages.numbered import NumberedForm

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
PARTY_FIELDS = [
    "registry_id",
    "alias",
    "pronunciation",
    "category",
    "taxpayer_id",
    "tax_registration_number",
]


class NewOrganizationForm(NumberedForm):
    """The organization as a party."""

    number_field, number_option = "registry_id", "generate_registry_id"
    sections = [Section(_("Customer information"), Wide("name"), *PARTY_FIELDS)]

    class Meta:
        model = Party
        fields = ["name", *PARTY_FIELDS]
        labels = {"name": _("Organization Name")}
        help_texts = {"name": _("The full name, as in the register.")}


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
