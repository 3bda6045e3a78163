"""Parties and addresses in the set-up pages: changed here through their services, created on pages of their own."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from core.admin import NoteAdmin, ReadAdmin, RecordAdmin, RecordForm, RecordInline
from parties import services
from parties.models import (
    Location,
    OrganizationDetails,
    Party,
    PartyDocument,
    PartyNote,
    PartySite,
    PartySourceReference,
    PartyUsage,
    PersonDetails,
    QueueDecision,
)
from reference.admin.documents import DocumentAdmin


class DetailsInline(RecordInline):
    """What is known of the party besides; it has exactly one such row, too wide for a table."""

    template = "admin/edit_inline/stacked.html"
    min_num = max_num = 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is added where a loader left it out."""
        return self.has_change_permission(request, obj)


class OrganizationInline(DetailsInline):
    """The details of an organization."""

    model = OrganizationDetails


class PersonInline(DetailsInline):
    """The parts of a person's name, and the rest."""

    model = PersonDetails


class UsageInline(RecordInline):
    """In which capacities the company knows the party, and when."""

    model = PartyUsage

    def get_queryset(self, request: HttpRequest) -> Any:
        """The usages with what names them."""
        return super().get_queryset(request).select_related("party")


class ReferenceInline(RecordInline):
    """References in source systems. One is added, never changed: a replaced one stays as an alias (R-031)."""

    fields = ["system", "value", "status"]
    readonly_fields = ["status"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """The references with their systems."""
        return super().get_queryset(request).select_related("system")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is there stays as it is."""
        return False


class PartyReferenceInline(ReferenceInline):
    """The references of a party."""

    model = PartySourceReference


class AddressDetailsForm(RecordForm):
    """What a party calls one of its addresses."""

    def write(self, version: int | None) -> None:
        """Save it."""
        services.change_address_details(self.instance, version=version or 0)


class PartySiteInline(RecordInline):
    """The addresses of a party. New ones come with an account site."""

    model = PartySite
    form = AddressDetailsForm
    fields = ["number", "name", "addressee", "mail_stop", "location", "identifying", "status"]
    readonly_fields = ["location", "identifying", "status"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """The addresses, printed without further queries."""
        return super().get_queryset(request).with_address()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pages add addresses."""
        return False


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Customers. Creating and removing them are pages, which show what comes and goes with them."""

    actions = None
    add_pages = {
        "customers:create-organization": gettext_lazy("Create an organization"),
        "customers:create-person": gettext_lazy("Create a person"),
    }
    list_display = ["name", "registry_id", "kind", "taxpayer_id"]
    list_filter = ["kind"]
    search_fields = ["name_key", "alias_key", "registry_id_key", "taxpayer_id_key"]
    fieldsets = [
        (None, {"fields": ["kind", "name", "registry_id", "alias", "pronunciation", "category"]}),
        (gettext_lazy("Tax"), {"fields": ["taxpayer_id", "tax_registration_number"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The details of its kind first."""
        details = PersonInline if obj is not None and obj.is_person else OrganizationInline
        return [details, UsageInline, PartyReferenceInline, PartySiteInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A person's name is composed from its parts (R-026)."""
        composed = ["name"] if obj is not None and obj.is_person else []
        return [*super().get_readonly_fields(request, obj), *composed]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the party and its details are written together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the party with its details, then its other rows."""
        details = next(iter(formsets[0].forms))
        services.change_party(
            form.instance,
            details.instance,
            version=form.cleaned_data.get("opened_version") or 0,
            details_version=details.cleaned_data.get("opened_version") or 0,
        )
        super().save_related(request, form, formsets[1:], change)


@admin.register(Location)
class LocationAdmin(RecordAdmin):
    """Addresses. Several customers may share one: whoever changes it is told."""

    list_display = ["line1", "postal_code", "city", "country", "shared_by"]
    list_display_links = ["line1"]
    list_filter = [("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["line1", "city_key", "postal_code_key", "state_key", "province_key"]
    ordering = ["city_key", "postal_code_key", "pk"]
    readonly_fields = ["shared_by"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The addresses with how many customer addresses each is."""
        return super().get_queryset(request).annotate(sharing=Count("party_sites"))

    @admin.display(description=gettext_lazy("customer addresses"), ordering="sharing")
    def shared_by(self, location: Any) -> int:
        """How many customer addresses are this one."""
        return location.sharing

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An address without a customer would be of no use; pages add both."""
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The form; over a shared address with a warning."""
        sharing = getattr(context.get("original"), "sharing", 0)
        if sharing > 1 and self.has_change_permission(request):
            text = ngettext(
                "%(count)d customer address shares this address: a change here changes it.",
                "%(count)d customer addresses share this address: a change here changes all of them.",
                sharing,
            )
            messages.warning(request, text % {"count": sharing})
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(PartySite)
class PartySiteAdmin(RecordAdmin):
    """Customers at addresses."""

    actions = ["make_identifying", *RecordAdmin.actions]
    list_display = ["number", "name", "party", "location", "identifying"]
    list_filter = ["identifying"]
    list_select_related = ["party", "location__country"]
    search_fields = ["number_key", "name_key", "party__name_key", "location__city_key"]
    readonly_fields = ["party", "location", "identifying"]
    fields = ["party", "location", "number", "name", "addressee", "mail_stop", "identifying"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Pages add addresses."""
        return False

    def write(self, record: Any, version: int | None) -> None:
        """Save what the customer calls the address."""
        services.change_address_details(record, version=version or 0)

    def remove_record(self, record: Any) -> Any:
        """Remove the address from the customer (R-056, R-096)."""
        return services.remove_party_site(record, version=record.version)

    @admin.action(
        description=gettext_lazy("Let the selected address identify its customer"), permissions=["change"]
    )
    def make_identifying(self, request: HttpRequest, queryset: Any) -> None:
        """Let one address identify its customer; the former one loses the flag (R-055)."""
        self.write_one(request, queryset, services.make_identifying)


class ReasonActionForm(ActionForm):
    """The actions of a list, with the reason for the one that does not ask on a page of its own."""

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500)


class SourceReferenceAdmin(RecordAdmin):
    """References in source systems: found here, and removed and restored by a data steward with a reason (R-031).

    One is added with the record that it names.
    """

    action_form = ReasonActionForm
    list_filter = ["system"]
    search_fields = ["value_key"]
    owner = ""

    def get_list_display(self, request: HttpRequest) -> Any:
        """The reference, and what it names."""
        return ["value", "system", self.owner, "status"]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """What a line shows."""
        return ["system", self.owner]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it names, in which system, under which value."""
        return [self.owner, "system", "value"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A reference never changes (R-031)."""
        return [*self.get_fields(request, obj), *super().get_readonly_fields(request, obj)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is added where the record is edited."""
        return False

    def remove_record(self, record: Any) -> Any:
        """Retire the reference; it stays as an alias."""
        return services.retire_reference(record, version=record.version)

    def restore_record(self, record: Any) -> Any:
        """Bring the reference back."""
        return services.restore_reference(record, version=record.version)


@admin.register(PartySourceReference)
class PartySourceReferenceAdmin(SourceReferenceAdmin):
    """Customers in source systems."""

    owner = "party"


@admin.register(PartyNote)
class PartyNoteAdmin(NoteAdmin):
    """Notes about customers."""

    owner = "party"


@admin.register(PartyDocument)
class PartyDocumentAdmin(DocumentAdmin):
    """Documents kept with customers."""

    owner = "party"


@admin.register(QueueDecision)
class QueueDecisionAdmin(ReadAdmin):
    """What people decided about items of the steward's queue (R-267)."""

    list_display = ["check_code", "party", "assigned_to", "dismissed_until"]
    list_filter = ["check_code"]
    list_select_related = ["party", "assigned_to"]
    fields = ["check_code", "party", "assigned_to", "dismissed_until", "dismissal_reason"]
