"""The blocks of Create Customer about the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AccountSourceReference
from core.pages.forms import NewRecordForm, Section
from profiles.models import DEFAULT, ProfileClass
from reference.models import SourceSystem


class NewAccountForm(NewRecordForm):
    """The first account. The number is asked for only where it is not generated for this user (R-014 to R-016)."""

    profile_class = forms.ModelChoiceField(
        ProfileClass.objects.none(),
        label=_("Profile Class"),
        help_text=_("How this account is treated. DEFAULT unless another fits better."),
    )
    sections = [
        Section(
            _("Account information"),
            "number",
            "description",
            "account_type",
            "role",
            "profile_class",
            "classification",
            "sales_channel",
            "established_date",
        )
    ]

    class Meta:
        model = Account
        fields = [
            "number",
            "description",
            "account_type",
            "role",
            "classification",
            "sales_channel",
            "established_date",
        ]

    def __init__(self, *args: Any, number_is_generated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = ProfileClass.objects.active()
        self.fields["profile_class"].queryset = classes
        self.fields["profile_class"].initial = classes.filter(name=DEFAULT).first()
        self.fields["established_date"].help_text = _("Today, if you leave it empty.")
        if number_is_generated:
            number = self.fields["number"]
            number.required, number.disabled = False, True
            number.widget.attrs["placeholder"] = str(_("generated"))
            number.help_text = _("Generated when you save.")


class ReferenceRow(NewRecordForm):
    """Under which number another system knows the account (R-031)."""

    class Meta:
        model = AccountSourceReference
        fields = ["system", "value"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        systems = SourceSystem.objects.active().exclude(code="REGISTRAR")
        self.fields["system"].queryset = systems
        self.fields["system"].required = self.fields["value"].required = False

    def has_changed(self) -> bool:
        """A row counts even as it came: `is_empty` decides."""
        return True

    @property
    def is_empty(self) -> bool:
        """True for a row in which nothing was entered."""
        return not (self.cleaned_data.get("system") or self.cleaned_data.get("value"))

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        data = super().clean() or self.cleaned_data
        for name, other in (("system", "value"), ("value", "system")):
            if data.get(other) and not data.get(name):
                self.add_error(name, _("A reference needs its source system and its value."))
        return data
