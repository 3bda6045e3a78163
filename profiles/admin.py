"""Profile classes, and the dated profiles of accounts, in the set-up pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import RecordAdmin, RecordInline
from profiles.models import Profile, ProfileClass, ProfileVersion


@admin.register(ProfileClass)
class ProfileClassAdmin(RecordAdmin):
    """The classes that an account's profile is made from."""

    list_display = ["name", "description"]
    search_fields = ["name_key"]
    fields = ["name", "description"]

    def uses_of(self, record: Any) -> list[str]:
        """How many profile versions are of the class (R-260)."""
        count = ProfileVersion.objects.filter(profile_class=record).count()
        text = ngettext("%(count)d profile version", "%(count)d profile versions", count)
        return [text % {"count": count}] if count else []


class VersionInline(RecordInline):
    """What the profile says from which day on. A version that is there is changed on its own page (R-134)."""

    model = ProfileVersion
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """The versions with their classes."""
        return super().get_queryset(request).select_related("profile_class")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """New versions are added here; the others have a page of their own."""
        return False


@admin.register(Profile)
class ProfileAdmin(RecordAdmin):
    """The profiles of accounts; each comes with its account."""

    list_display = ["account", "customer"]
    list_select_related = ["account__party"]
    search_fields = ["account__number_key", "account__party__name_key"]
    ordering = ["account__number_key"]
    readonly_fields = ["account", "customer"]
    inlines = [VersionInline]

    @admin.display(description=_("customer"), ordering="account__party__name_key")
    def customer(self, profile: Any) -> str:
        """Whose account it is."""
        return str(profile.account.party)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A profile comes with its account."""
        return False


@admin.register(ProfileVersion)
class ProfileVersionAdmin(RecordAdmin):
    """Single versions of profiles, with their history."""

    list_display = ["profile", "start_date", "profile_class"]
    list_filter = ["profile_class"]
    list_select_related = ["profile__account", "profile_class"]
    search_fields = ["profile__account__number_key"]
    ordering = ["-start_date", "pk"]
    readonly_fields = ["profile"]
    fields = ["profile", "start_date", "profile_class"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version is added where its profile is edited."""
        return False
