"""Editing the header of a customer: the party and its details, each against the version that was opened.

The page asks for the reason once, in the last of its two forms.
"""

import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages.forms import RecordForm, Section, VersionedForm, Wide
from core.pages.views import EditView
from customers.pages.forms import ORGANIZATION_FIELDS, PARTY_FIELDS, PERSON_FIELDS
from parties.models import OrganizationDetails, Party, PersonDetails
from parties.services import change_party
from reference.options import options


class OrganizationForm(VersionedForm):
    """The organization as a party."""

    sections = [Section(_("Customer information"), Wide("name"), *PARTY_FIELDS)]

    class Meta:
        model = Party
        fields = ["name", *PARTY_FIELDS]
        labels = {"name": _("Organization Name")}
        help_texts = {"name": _("The full name, as in the register.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not options().change_customer_name:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Names are not changed here: the system option forbids it.")


class OrganizationDetailsForm(RecordForm):
    """What else is known of the organization."""

    sections = [Section(_("Organization details"), *ORGANIZATION_FIELDS)]

    class Meta:
        model = OrganizationDetails
        fields = ORGANIZATION_FIELDS


class PersonForm(RecordForm):
    """The person as a party; the name follows from its parts."""

    sections = [Section(_("Registry"), *PARTY_FIELDS)]

    class Meta:
        model = Party
        fields = PARTY_FIELDS


class PersonDetailsForm(VersionedForm):
    """The parts of the name and what else is known of the person."""

    sections = [Section(_("Customer information"), *PERSON_FIELDS)]

    class Meta:
        model = PersonDetails
        fields = PERSON_FIELDS


class EditCustomer(EditView):
    """Edit the header of a customer (R-228, D-19)."""

    permission = "parties.change_party"
    queryset = Party.objects.with_details()

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The forms for the kind of customer."""
        party = copy.copy(self.record)
        details = copy.copy(self.record.person if self.record.is_person else self.record.organization)
        party_form, details_form = (
            (PersonForm, PersonDetailsForm)
            if party.is_person
            else (OrganizationForm, OrganizationDetailsForm)
        )
        forms = {
            "party": party_form(data=data, quiet=quiet, instance=party, prefix="party"),
            "details": details_form(data=data, quiet=quiet, instance=details, prefix="details"),
        }
        return dict(reversed(forms.items())) if party.is_person else forms

    def save(self, party: Any, details: Any) -> Party:
        """Save both rows."""
        return change_party(
            party.instance,
            details.instance,
            version=party.cleaned_data["version"],
            details_version=details.cleaned_data["version"],
        )

    def get_success_message(self, record: Party) -> str:
        """What was saved; the details have a version of their own."""
        details = record.person if record.is_person else record.organization
        before = self.record.person if self.record.is_person else self.record.organization
        if record.version == self.record.version and details.version != before.version:
            return str(self.success_message) % {"record": record}
        return super().get_success_message(record)
