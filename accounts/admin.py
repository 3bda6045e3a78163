"""Customer accounts in the set-up pages: changed here through their service, opened on a page of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import Account, AccountDocument, AccountNote, AccountSourceReference, FormerAccountNumber
from core.admin import NoteAdmin, RecordAdmin, RecordInline
from parties.admin import ReferenceInline, SourceReferenceAdmin
from reference.admin.documents import DocumentAdmin


class FormerNumberInline(RecordInline):
    """Numbers that the account had; they come from changing the number (R-018)."""

    model = FormerAccountNumber

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A former number is never typed."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor changed."""
        return False


class AccountReferenceInline(ReferenceInline):
    """The references of an account."""

    model = AccountSourceReference


@admin.register(Account)
class AccountAdmin(RecordAdmin):
    """Accounts. Opening and removing them are pages, which show what comes and goes with them."""

    actions = None
    add_pages = {"customers:create-organization": _("Create a customer with an account")}
    list_display = ["number", "description", "party", "account_type", "role"]
    list_display_links = ["number"]
    list_filter = ["account_type", "role"]
    list_select_related = ["party"]
    search_fields = ["number_key", "description_key", "party__name_key", "former_numbers__number_key"]
    readonly_fields = ["termination_date"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "party",
                    "number",
                    "description",
                    "account_type",
                    "role",
                    "classification",
                    "sales_channel",
                    "customer_group",
                    "established_date",
                    "termination_date",
                ]
            },
        ),
        (_("Documents and stock"), {"fields": ["document_language", "inventory_site", "warehouse"]}),
        (_("Source"), {"fields": ["externally_maintained", "externally_maintained_in"]}),
    ]
    inlines = [AccountReferenceInline, FormerNumberInline]

    def write(self, record: Any, version: int | None) -> None:
        """Save the account; a changed number needs a reason and stays findable (R-018)."""
        services.change_account(record, version=version or 0)


@admin.register(AccountSourceReference)
class AccountSourceReferenceAdmin(SourceReferenceAdmin):
    """Accounts in source systems."""

    owner = "account"


@admin.register(AccountNote)
class AccountNoteAdmin(NoteAdmin):
    """Notes about accounts."""

    owner = "account"


@admin.register(AccountDocument)
class AccountDocumentAdmin(DocumentAdmin):
    """Documents kept with accounts."""

    owner = "account"
