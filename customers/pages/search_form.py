"""The criteria of Customer Search as a form that lives in the address."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from core.extra import fields_of, stored
from core.models import ExtraField
from core.pages import extra
from core.pages.forms import PageForm, Section
from core.scope import visible_units
from customers.search import ACTIVE, ALL, INACTIVE, NO, YES, Criteria, ExtraCriterion
from matching.index import extra_source
from parties.models import Party
from reference.fields import LookupChoiceField
from reference.models import Country, OperatingUnit
from sites.models import AccountSite

SIMPLE, ADVANCED = "simple", "advanced"
NAMES = {Party.Kind.ORGANIZATION: ["name", "name_match"], Party.Kind.PERSON: ["first_name", "last_name"]}
SIMPLE_FIELDS = ["registry_id", "account_number", "address", "country", "status"]
# (heading, the kind of record whose extra fields the section asks for too, names)
ADVANCED_SECTIONS: list[tuple[Any, Any, list[str]]] = [
    (
        _("Customer"),
        Party,
        [
            "registry_id",
            "alias",
            "taxpayer_id",
            "tax_registration_number",
            "duns_number",
            "category",
            "status",
        ],
    ),
    (
        _("Account"),
        Account,
        ["account_number", "account_description", "classification", "billing_ready", "bills_ready"],
    ),
    (_("Address"), None, ["line", "city", "county", "state", "province", "postal_code", "country"]),
    (_("Account site"), AccountSite, ["site_name", "site_number", "unit", "purpose"]),
]


def _extra_criteria() -> Iterator[tuple[str, tuple[Any, ExtraField]]]:
    """(name in the address, (kind of record, extra field)) of every extra field in use."""
    for _heading, model, _names in ADVANCED_SECTIONS:
        for field in fields_of(model) if model else ():
            yield extra_source(model, field.code), (model, field)


def _text(label: Any, length: int = 240) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length)


def _lookup(label: Any, lookup: str) -> LookupChoiceField:
    return LookupChoiceField(label=label, required=False, lookup=lookup, ended=True)


def _yes_or_no(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("Any")), (YES, _("Yes")), (NO, _("No"))]
    )


class SearchForm(PageForm):
    """Simple and advanced criteria for organizations or persons. Hidden fields keep what the page is about."""

    use_required_attribute = False

    name = _text(_("Name"), 360)
    name_match = forms.ChoiceField(
        label=_("Name match"),
        required=False,
        choices=[("contains", _("contains words")), ("starts", _("starts with")), ("is", _("is"))],
    )
    first_name = _text(_("First name"))
    last_name = _text(_("Last name"))
    registry_id = _text(_("Registry ID"), 30)
    alias = _text(_("Alias"))
    taxpayer_id = _text(_("Taxpayer ID"), 50)
    tax_registration_number = _text(_("Tax registration number"), 50)
    duns_number = _text(_("D-U-N-S number"), 11)
    category = _lookup(_("Customer category"), "CUSTOMER_CATEGORY")
    account_number = _text(_("Account number"), 30)
    account_description = _text(_("Account description"))
    classification = _lookup(_("Classification"), "CUSTOMER CLASS")
    address = _text(_("Address"))
    line = _text(_("Address line"))
    city = _text(_("City"), 60)
    county = _text(_("County"), 60)
    state = _text(_("State"), 60)
    province = _text(_("Province"), 60)
    postal_code = _text(_("Postal code"), 60)
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country"), required=False)
    site_name = _text(_("Site name"))
    site_number = _text(_("Site number"), 30)
    unit = forms.ModelChoiceField(OperatingUnit.objects.none(), label=_("Operating unit"), required=False)
    purpose = _lookup(_("Business purpose"), "SITE_USE_CODE")
    billing_ready = _yes_or_no(_("Transaction-ready"))
    bills_ready = _yes_or_no(_("Ready for bills receivable"))
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[(ACTIVE, _("Active")), (INACTIVE, _("Inactive")), (ALL, _("All"))],
    )

    def __init__(self, *args: Any, user: Any, kind: str, search: str, **kwargs: Any) -> None:
        self.kind, self.search = kind, search
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.active()
        self.fields["unit"].queryset = OperatingUnit.objects.filter(pk__in=visible_units(user))
        wanted = {name for section in self.layout() for name in section[1]}
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]

    def add_fields(self) -> None:
        """The extra fields of customers, accounts and account sites, in the advanced search."""
        self.extra = dict(_extra_criteria()) if self.search == ADVANCED else {}
        self.fields.update({name: extra.form_field(field) for name, (_model, field) in self.extra.items()})

    def layout(self) -> Iterator[tuple[Any, list[str]]]:
        """(heading, names) of the sections of this search."""
        names = NAMES[Party.Kind(self.kind)]
        if self.search == SIMPLE:
            yield "", [*names, *SIMPLE_FIELDS]
            return
        for heading, kind, fields in ADVANCED_SECTIONS:
            person = self.kind == Party.Kind.PERSON
            shown = [name for name in fields if not (person and name == "duns_number")]
            added = [name for name, (model, _field) in self.extra.items() if model is kind]
            yield heading, [*names, *shown, *added] if "alias" in fields else [*shown, *added]

    @property
    def sections(self) -> list[Section]:
        """The criteria under their headings."""
        return [Section(heading, *names) for heading, names in self.layout()]

    def criteria(self) -> Criteria:
        """What was entered, as the search understands it."""
        given = {name: value for name, value in self.cleaned_data.items() if value and name not in self.extra}
        return Criteria(kind=self.kind, extra=tuple(self._extra_given()), **given)

    def _extra_given(self) -> Iterator[ExtraCriterion]:
        """The criteria about extra fields that were filled in."""
        for name, (model, field) in self.extra.items():
            if (value := stored(field, self.cleaned_data.get(name))) is not None:
                yield ExtraCriterion(model, field.code, value, words=field.type == ExtraField.Type.TEXT)
