"""Users and the roles they hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core import roles
from core.admin.inlines import RecordInline
from core.admin.passwords import UserForm
from core.admin.records import RecordAdmin
from core.models import Membership, User


class MembershipInline(RecordInline):
    """The roles of a user."""

    model = Membership
    fk_name = "user"
    fields = ["group"]
    verbose_name_plural = _("Roles")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the roles that the product knows."""
        if db_field.name == "group":
            kwargs["queryset"] = db_field.related_model.objects.filter(name__in=roles.GRANTS).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class UserAdmin(RecordAdmin):
    """People who sign in. They are never deleted: an inactive user cannot sign in any more."""

    form = UserForm
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_demo"]
    list_filter = ["is_active", "groups", "is_demo"]
    search_fields = ["username_key", "first_name", "last_name", "email"]
    ordering = ["username_key"]
    readonly_fields = ["is_demo"]
    fields = [
        "username",
        "password1",
        "password2",
        "first_name",
        "last_name",
        "email",
        "is_active",
        "is_demo",
    ]
    inlines = [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Write the user; nobody locks himself out."""
        if obj.pk == request.user.pk and not obj.is_active:
            raise ValidationError({"is_active": _("You cannot deactivate yourself.")})
        super().save_model(request, obj, form, change)
