"""The addresses of reference values and their use."""

from django.urls import path

from reference.pages.values import RemoveValue, ValueInUse

app_name = "values"
urlpatterns = [
    path("<str:kind>/<int:pk>/", ValueInUse.as_view(), name="use"),
    path("<str:kind>/<int:pk>/remove/", RemoveValue.as_view(), name="remove"),
]
