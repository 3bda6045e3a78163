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

NAME_PARTS = ["prefix", "first_name", "middle_name", "last_name", "suffix"]


def keep_name(form: VersionedForm, *names: str) -> None:
    """Close the fields that make up a name where the system option forbids changing it."""
    if options().change_customer_name:
        return
    for name in names:
        form.fields[name].disabled = True
        form.fields[name].help_text = _("Names are not changed here: the system option forbids it.")


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
        keep_name(self, "name")


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_name(self, *NAME_PARTS)


class EditCustomer(EditView):
    """Edit the header of a customer (R-228, D-19)."""

    permission = "parties.change_party"
    queryset = Party.objects.with_details()

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The forms for the kind of customer."""
        party = copy.copy(self.record)
        details = copy.copy(self.record.details)
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
        self.saved_details = details.instance
        return change_party(
            party.instance,
            details.instance,
            version=party.cleaned_data["version"],
            details_version=details.cleaned_data["version"],
        )

    def get_success_message(self, record: Party) -> str:
        """What was saved; the details have a version of their own."""
        if self.saved_details.version != self.record.details.version:
            return str(self.success_message) % {"record": record}
        return super().get_success_message(record)
