"""Small pages of every kind, built on the six bases, and the addresses of a house to try them in."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import include, path, reverse_lazy
from django.views.generic import TemplateView

from accounts.models import Account
from config import urls as product
from core import writes
from core.access import SIGNED_IN
from core.errors import error_page
from core.pages.forms import NewRecordForm, PageForm, RecordForm, Section, Wide, row_formset
from core.pages.views import CreateView, EditView, RecordActionView
from parties.models import Location, Party
from reference.models import Country
from tests.core.pages.reading_rooms import ACCOUNT, PartyList, SitePage, Undeclared, UseList


class AccountForm(RecordForm):
    sections = [
        Section(
            "Account", "number", Wide("description"), "account_type", "role", note="As the guides call it."
        ),
        Section("Dates", "established_date", "externally_maintained"),
    ]

    class Meta:
        model = Account
        fields = [
            "number",
            "description",
            "account_type",
            "role",
            "established_date",
            "externally_maintained",
        ]


class EditAccount(EditView):
    permission = "accounts.change_account"
    queryset = Account.objects.select_related("party")
    form_class = AccountForm

    def save(self, form):
        return writes.save(form.instance, version=form.cleaned_data["version"])


class RemoveAccount(RecordActionView):
    permission = "accounts.change_account"
    queryset = Account.objects.select_related("party")
    verb = "Remove"
    question = "Remove account %(record)s?"
    danger = True
    success_message = "Account %(record)s was removed."

    def consequences(self):
        return ["3 business purposes become inactive.", "This is the last active bill-to of the account."]

    def perform(self, version):
        if self.record.number == "REFUSED":
            raise ValidationError("An account with open items cannot be removed.")
        return writes.remove(self.record, version=version)


class PartyForm(NewRecordForm):
    sections = [Section("Customer information", Wide("name"), "registry_id", "alias", "category")]

    class Meta:
        model = Party
        fields = ["name", "registry_id", "alias", "category"]


class AddressForm(NewRecordForm):
    refreshes = {"country": "address"}
    sections = [Section("Address", "country", "line1", "city", "postal_code", anchor="address")]

    class Meta:
        model = Location
        fields = ["country", "line1", "city", "postal_code"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.order_by("name_key")
        if self["country"].value():
            self.fields["postal_code"].label = "Postcode"


class PurposeForm(PageForm):
    purpose = forms.ChoiceField(choices=[("", "---------"), ("BILL_TO", "Bill To"), ("SHIP_TO", "Ship To")])
    location = forms.CharField(max_length=40, required=False, help_text="Generated when empty.")
    is_primary = forms.BooleanField(label="Primary", required=False)


class CreateCustomer(CreateView):
    permission = "parties.add_party"
    title = "Create Customer"
    cancel_url = reverse_lazy("customers:search")

    def get_forms(self, data=None, quiet=False):
        rows = row_formset(PurposeForm, label="Business purposes", rows=1)
        return {
            "party": PartyForm(data=data, quiet=quiet, prefix="party"),
            "address": AddressForm(data=data, quiet=quiet, prefix="address"),
            "purposes": rows(data=data, quiet=quiet, prefix="purposes"),
        }

    def save(self, party, address, purposes):
        if address.instance.line1 == "REFUSED":
            raise ValidationError(
                {"city": "No such city.", "purposes-0-location": "Taken.", "sky": "Too blue."}
            )
        party.instance.kind = Party.Kind.ORGANIZATION
        writes.save(address.instance)
        return writes.save(party.instance)


class Start(TemplateView):
    permission = SIGNED_IN
    template_name = "base.html"


def error(request, status):
    return error_page(request, status)


urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("logout/", Start.as_view(), name="logout"),
    path("errors/<int:status>/", error),
    path("undeclared/", Undeclared.as_view()),
    path("create/", CreateCustomer.as_view(), name="create"),
    path("uses/", UseList.as_view(), name="uses"),
    path(
        "customers/",
        include(
            (
                [
                    path("", PartyList.as_view(), name="search"),
                    path("<int:pk>/", Start.as_view(), name="overview"),
                    path("<int:pk>/addresses/", Start.as_view(), name="addresses"),
                    path("create/organization/", CreateCustomer.as_view(), name="create-organization"),
                ],
                "customers",
            )
        ),
    ),
    path(
        "accounts/",
        include(
            (
                [
                    *ACCOUNT.urls(),
                    path("<int:pk>/edit/", EditAccount.as_view(), name="edit"),
                    path("<int:pk>/remove/", RemoveAccount.as_view(), name="remove"),
                ],
                "accounts",
            )
        ),
    ),
    path("sites/", include(([path("<int:pk>/", SitePage.as_view(), name="overview")], "sites"))),
    path("jobs/", include(([path("", PartyList.as_view(), name="list")], "jobs"))),
    path("admin/", include(([path("", Start.as_view(), name="index")], "admin"))),
    # What the frame of every page links to is the product's own.
    *product.urlpatterns,
]
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.page_not_found"
