"""Passwords in the admin: typed twice, checked by the password rules, written like anything else."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin.forms import ReasonForm


class UserForm(ReasonForm):
    """A user and, if it is typed, a new password."""

    password1 = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Leave it empty to keep the present one."),
    )
    password2 = forms.CharField(
        label=_("Password again"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("The same password once more."),
    )

    def clean(self) -> dict[str, Any]:
        """A new user needs a password; both must be equal and good enough."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1", ""), cleaned.get("password2", "")
        if first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif not first and self.instance.pk is None:
            self.add_error("password1", _("Enter a password for the new user."))
        return cleaned

    def _before_check(self) -> None:
        password = self.cleaned_data.get("password1")
        if not password or self.errors.get("password2"):
            if self.instance.pk is None:
                self.instance.set_unusable_password()
            return
        try:
            password_validation.validate_password(password, self.instance)
        except ValidationError as error:
            self.add_error("password1", error)
        self.instance.set_password(password)
