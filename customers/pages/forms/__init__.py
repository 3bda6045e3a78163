"""The blocks of Create Customer, and the fields of the headers that are edited later."""

from customers.pages.forms.account import AccountReferenceRow, NewAccountForm
from customers.pages.forms.party import (
    ORGANIZATION_FIELDS,
    PARTY_FIELDS,
    PERSON_FIELDS,
    NewOrganizationDetailsForm,
    NewOrganizationForm,
    NewPersonDetailsForm,
    NewPersonForm,
)
from customers.pages.forms.site import (
    NewSiteDetailsForm,
    NewSiteForm,
    PurposeRow,
    SiteReferenceRow,
    units_of,
)

__all__ = [
    "ORGANIZATION_FIELDS",
    "PARTY_FIELDS",
    "PERSON_FIELDS",
    "AccountReferenceRow",
    "NewAccountForm",
    "NewOrganizationDetailsForm",
    "NewOrganizationForm",
    "NewPersonDetailsForm",
    "NewPersonForm",
    "NewSiteDetailsForm",
    "NewSiteForm",
    "PurposeRow",
    "SiteReferenceRow",
    "units_of",
]
