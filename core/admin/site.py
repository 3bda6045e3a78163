"""The set-up site: Django's admin for everybody who may see some set-up, under our name."""

from typing import Any

from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.admin.guarding import by_model_permission
from core.admin.jobs import JobAdmin
from core.models import Job, Record


class SetUpSite(AdminSite):
    """Open to every active user whose role may view at least one kind of record here; roles decide, not a flag."""

    site_title = _("Registrar set-up")
    site_header = _("Registrar set-up")
    index_title = _("Set-up")
    enable_nav_sidebar = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Schedules are the only machinery that people set up. Registering them where their admin is written would
        # ask for the site while it is being made.
        super().register([Job], JobAdmin)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register an admin of records; what other packages offer (groups, their own tables) is not set up here."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if issubclass(model, Record)]
        if ours:
            super().register(ours, admin_class, **options)

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
    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one page for one's own password, for everybody."""
        return HttpResponseRedirect(reverse("passwords:change"))
