"""Where the admin sends people who are not allowed in: to the one sign-in page, or away."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from core.access import SIGNED_IN


class AdminSignInView(View):
    """Stands in for the admin's own sign-in page, which would know neither our rules nor our looks.

    Whoever is not signed in never gets here; whoever is and may not use the admin is told so.
    """

    permission = SIGNED_IN
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go on to the page of the admin that was asked for."""
        if not admin.site.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, {request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(wanted if safe else reverse("admin:index"))
