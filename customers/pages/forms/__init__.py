"""The blocks of Create Customer, and the fields of the headers that are edited later."""

from customers.pages.forms.account import NewAccountForm, ReferenceRow
from customers.pages.forms.party import (
    ORGANIZATION_FIELDS,
    PARTY_FIELDS,
    PERSON_FIELDS,
    NewOrganizationDetailsForm,
    NewOrganizationForm,
    NewPersonDetailsForm,
    NewPersonForm,
)
from customers.pages.forms.site import NewSiteForm, PurposeRow

__all__ = [
    "ORGANIZATION_FIELDS",
    "PARTY_FIELDS",
    "PERSON_FIELDS",
    "NewAccountForm",
    "NewOrganizationDetailsForm",
    "NewOrganizationForm",
    "NewPersonDetailsForm",
    "NewPersonForm",
    "NewSiteForm",
    "PurposeRow",
    "ReferenceRow",
]
