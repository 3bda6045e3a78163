"""Addresses below /preferences/."""

from django.urls import path

from reference.pages import preferences

app_name = "preferences"
urlpatterns = [
    path("", preferences.EditPreferences.as_view(), name="edit"),
    path("theme/", preferences.ChooseTheme.as_view(), name="theme"),
]
