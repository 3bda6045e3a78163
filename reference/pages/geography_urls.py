"""Addresses below /geography/."""

from django.urls import path

from reference.pages import geography

app_name = "geography"
urlpatterns = [
    path("", geography.GeographyPage.as_view(), name="list"),
    path("load/", geography.LoadGeography.as_view(), name="load"),
]
