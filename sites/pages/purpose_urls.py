"""The addresses of what is done with one business purpose."""

from django.urls import path

from sites.pages.purpose_actions import MakePrimary, RemovePurpose, RestorePurpose

app_name = "purposes"
urlpatterns = [
    path("<int:pk>/primary/", MakePrimary.as_view(), name="primary"),
    path("<int:pk>/remove/", RemovePurpose.as_view(), name="remove"),
    path("<int:pk>/restore/", RestorePurpose.as_view(), name="restore"),
]
