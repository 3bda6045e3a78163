"""Addresses below /password/."""

from django.urls import path

from core.pages import passwords

app_name = "passwords"
urlpatterns = [
    path("", passwords.ChangePassword.as_view(), name="change"),
    path("forgotten/", passwords.ForgottenPassword.as_view(), name="forgotten"),
    path("new/<uidb64>/<token>/", passwords.NewPassword.as_view(), name="new"),
    path("link/<int:pk>/", passwords.SendLink.as_view(), name="link"),
]
