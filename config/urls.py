"""The addresses of the whole product. Each app keeps its own in `<app>/pages/urls.py`."""

from django.contrib import admin
from django.urls import include, path

from config.admin_signin import AdminSignInView
from core import errors, health
from core.pages.palette import PalettePage
from core.pages.recent import NoteRecent
from core.pages.shortcuts import ShortcutsPage
from core.pages.signin import SignInView, SignOutView
from core.pages.start import StartPage
from customers.pages.history import HistoryPage

urlpatterns = [
    path("", StartPage.as_view(begins=True), name="start"),
    path("start/", StartPage.as_view(), name="start-page"),
    path("login/", SignInView.as_view(), name="login"),
    path("logout/", SignOutView.as_view(), name="logout"),
    path("customers/", include("customers.pages.urls")),
    path("addresses/", include("customers.pages.addresses.urls")),
    path("accounts/", include("accounts.pages.urls")),
    path("sites/", include("sites.pages.urls")),
    path("purposes/", include("sites.pages.purpose_urls")),
    path("queue/", include("parties.pages.queue.urls")),
    path("searches/", include("core.pages.searches.urls")),
    path("recent/", NoteRecent.as_view(), name="recent"),
    path("drafts/", include("core.pages.draft_urls")),
    path("notes/", include("customers.pages.kept.note_urls")),
    path("documents/", include("customers.pages.kept.document_urls")),
    path("history/", HistoryPage.as_view(), name="history"),
    path("geography/", include("reference.pages.geography_urls")),
    path("values/", include("reference.pages.value_urls")),
    path("jobs/", include("core.pages.jobs.urls")),
    path("palette/", PalettePage.as_view(), name="palette"),
    path("shortcuts/", ShortcutsPage.as_view(), name="shortcuts"),
    path("password/", include("core.pages.password_urls")),
    path("preferences/", include("reference.pages.urls")),
    path("healthz", health.HealthView.as_view(), name="healthz"),
    path("readyz", health.ReadyView.as_view(), name="readyz"),
    # One sign-in page for everybody: the admin's own would have other rules.
    path("admin/login/", AdminSignInView.as_view(), name="admin-login"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
