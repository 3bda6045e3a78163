"""Account sites and business purposes in the set-up pages, always within the user's operating units (R-060)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import NoteAdmin, ReadAdmin, RecordAdmin, RecordForm, RecordInline
from core.admin.forms import ReasonForm
from parties.admin import ReferenceInline, SourceReferenceAdmin
from reference.admin.documents import DocumentAdmin
from reference.models import LedgerAccount
from sites import services
from sites.models import AccountSite, AddressMove, SiteDocument, SiteNote, SiteSourceReference, SiteUse
from sites.regions import fields_of, regions_of

OF_THE_USERS_UNITS = ("unit", admin.RelatedOnlyFieldListFilter)


class SiteReferenceForm(RecordForm):
    """A reference of a site; it belongs to the site's operating unit."""

    def _before_check(self) -> None:
        self.instance.unit_id = self.instance.site.unit_id


class SiteReferenceInline(ReferenceInline):
    """The references of an account site."""

    model = SiteSourceReference
    form = SiteReferenceForm


class SiteUseInline(RecordInline):
    """The business purposes, each with a page of its own. Pages add them."""

    model = SiteUse
    fields = ["purpose_name", "location", "is_primary", "status"]
    readonly_fields = ["purpose_name", "status"]
    show_change_link = True

    @admin.display(description=_("purpose"))
    def purpose_name(self, use: SiteUse) -> str:
        """What the purpose is called."""
        return use.purpose_label

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Adding a purpose decides about primaries: that is a page's work."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A purpose is changed on its own page."""
        return False


@admin.register(AccountSite)
class AccountSiteAdmin(RecordAdmin):
    """Account sites. Making and removing them are pages, which show what comes and goes with them."""

    actions = None
    add_pages = {"customers:create-organization": _("Create a customer with an account site")}
    list_display = ["party_site", "account", "unit", "category", "edi_location"]
    list_filter = [OF_THE_USERS_UNITS]
    list_select_related = ["account", "party_site", "unit"]
    search_fields = [
        "party_site__number_key",
        "party_site__name_key",
        "account__number_key",
        "edi_location_key",
    ]
    fields = [
        "account",
        "party_site",
        "unit",
        "category",
        "language",
        "translation",
        "territory",
        "edi_location",
        "salesperson",
    ]
    inlines = [SiteUseInline, SiteReferenceInline]

    def write(self, record: Any, version: int | None) -> None:
        """Save the site."""
        services.change_site(record, version=version or 0)


class SiteUseForm(ReasonForm):
    """A purpose chooses among what its account and operating unit have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use = self.instance
        for name, field in self.fields.items():
            if name == "bill_to":
                field.queryset = SiteUse.objects.bill_to().filter(account=use.account_id, unit=use.unit_id)
            elif getattr(getattr(field, "queryset", None), "model", None) is LedgerAccount:
                current = LedgerAccount.objects.filter(pk=getattr(use, f"{name}_id"))
                field.queryset = LedgerAccount.objects.choosable_in(use.unit_id) | current


@admin.register(SiteUse)
class SiteUseAdmin(RecordAdmin):
    """Business purposes: all that can be entered on each kind of them."""

    form = SiteUseForm
    actions = ["make_primary", *RecordAdmin.actions]
    list_display = ["location", "purpose_label", "account", "unit", "is_primary"]
    list_filter = ["purpose", "is_primary", OF_THE_USERS_UNITS]
    list_select_related = ["account", "unit"]
    search_fields = ["location_key", "account__number_key", "account__party__name_key"]
    readonly_fields = ["purpose_label", "is_primary"]
    fieldsets = [
        (None, {"fields": ["site", "account", "unit", "purpose_label", "location", "is_primary"]}),
    ]

    @admin.display(description=_("purpose"), ordering="purpose")
    def purpose_label(self, use: Any) -> str:
        """The purpose as people read it."""
        return use.purpose_label

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The header, then what this purpose has (R-084 to R-086)."""
        header, *rest = super().get_fieldsets(request, obj)
        if obj is None:
            return [header, *rest]
        if "bill_to" in fields_of(obj):
            header = (None, {"fields": [*header[1]["fields"], "bill_to"]})
        regions = [(region.title, {"fields": list(region.fields)}) for region in regions_of(obj)]
        return [header, *regions, *rest]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Adding a purpose decides about primaries: that is a page's work."""
        return False

    def write(self, record: Any, version: int | None) -> None:
        """Save the purpose."""
        services.change_use(record, version=version or 0)

    def remove_record(self, record: Any) -> Any:
        """Remove it (R-099)."""
        return services.remove_use(record, version=record.version)

    def restore_record(self, record: Any) -> Any:
        """Bring it back, as primary only where there is none (R-097, R-098)."""
        return services.restore_use(record, version=record.version)

    @admin.action(
        description=_("Make the selected one primary in its account and unit"), permissions=["change"]
    )
    def make_primary(self, request: HttpRequest, queryset: Any) -> None:
        """Make one purpose the primary; the former one loses the flag (R-073)."""
        self.write_one(request, queryset, services.make_primary)


@admin.register(SiteSourceReference)
class SiteSourceReferenceAdmin(SourceReferenceAdmin):
    """Account sites in source systems."""

    owner = "site"
    list_filter = ["system", OF_THE_USERS_UNITS]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """What a line shows."""
        return ["system", "site__party_site"]


@admin.register(SiteNote)
class SiteNoteAdmin(NoteAdmin):
    """Notes about account sites."""

    owner = "site"


@admin.register(SiteDocument)
class SiteDocumentAdmin(DocumentAdmin):
    """Documents kept with account sites."""

    owner = "site"


@admin.register(AddressMove)
class AddressMoveAdmin(ReadAdmin):
    """Moves of addresses: planned, done, cancelled, failed (R-268). Pages plan and change them."""

    list_display = ["party_site", "location", "takes_effect", "state"]
    list_filter = ["state"]
    list_select_related = ["party_site", "location__country"]
    fields = ["party_site", "location", "takes_effect", "state", "number", "why", "failure", "successor"]
