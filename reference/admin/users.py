"""Users with the units that they may see and what they prefer."""

from django.contrib import admin

from core.admin import RecordInline
from core.admin import UserAdmin as CoreUserAdmin
from core.models import User
from reference.models import UnitAccess, UserPreference


class UnitAccessInline(RecordInline):
    """The access list of a user."""

    model = UnitAccess
    fk_name = "user"
    fields = ["unit"]


class UserPreferenceInline(RecordInline):
    """What a user starts from."""

    model = UserPreference
    fk_name = "user"
    fields = ["default_unit", "default_country"]
    max_num = 1


@admin.register(User)
class UserAdmin(CoreUserAdmin):
    """Users, their roles, units and preferences on one page."""

    inlines = [*CoreUserAdmin.inlines, UnitAccessInline, UserPreferenceInline]
