"""The set-up site: Django's admin for everybody who may see some set-up, under our name."""

from typing import Any

from django.contrib.admin.sites import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.admin.guarding import by_model_permission
from core.admin.passwords import OwnPasswordForm


class SetUpSite(AdminSite):
    """Open to every active user whose role may view at least one kind of record here; roles decide, not a flag."""

    site_title = _("Registrar set-up")
    site_header = _("Registrar set-up")
    index_title = _("Set-up")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """True when the user may view something of the set-up."""
        if not request.user.is_active:
            return False
        return any(model_admin.has_view_permission(request) for model_admin in self._registry.values())

    def get_urls(self) -> list[Any]:
        """Django's addresses without the one that leads to any object of any kind by its number.

        It would tell who may see nothing of a unit which of its records exist.
        """
        return [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]

    @by_model_permission
    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Change one's own password, as a write like any other."""
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={**self.each_context(request), **(extra_context or {})},
            template_name="registration/password_change_form.html",
        )
        request.current_app = self.name
        return view(request)
