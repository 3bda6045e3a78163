"""The addresses of account sites."""

from django.urls import path

from core.pages.compare import ComparePage
from sites.pages.actions import MarkIdentifying, RemoveSite, RestoreSite
from sites.pages.add_purposes import AddPurposes
from sites.pages.bulk import ChangeSites
from sites.pages.copy import CopySite
from sites.pages.edit import EditSite
from sites.pages.overview import SITE
from sites.pages.purpose.edit import EditPurpose
from sites.pages.purpose.overview import PURPOSE

app_name = "sites"
urlpatterns = [
    path("bulk/", ChangeSites.as_view(), name="bulk"),
    path("<int:pk>/edit/", EditSite.as_view(), name="edit"),
    path("<int:pk>/remove/", RemoveSite.as_view(), name="remove"),
    path("<int:pk>/restore/", RestoreSite.as_view(), name="restore"),
    path("<int:pk>/identifying/", MarkIdentifying.as_view(), name="identifying"),
    path("<int:pk>/copy/", CopySite.as_view(), name="copy"),
    path("<int:pk>/purposes/add/", AddPurposes.as_view(), name="add-purposes"),
    path("<int:pk>/compare/", ComparePage.as_view(overview=SITE, arm="leaf"), name="compare"),
    path("<int:site_id>/purposes/<int:pk>/edit/", EditPurpose.as_view(), name="edit-purpose"),
    *PURPOSE.urls("<int:site_id>/purposes/<int:pk>/"),
    *SITE.urls(),
]
