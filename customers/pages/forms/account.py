"""The blocks of Create Customer about the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AccountSourceReference
from core.pages.forms import NewRecordForm, Section
from parties.pages.references import ReferenceRow
from profiles.models import DEFAULT, ProfileClass


class NewAccountForm(NewRecordForm):
    """A new account. The number is asked for only where it is not generated for this user (R-014 to R-016)."""

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
        if not self.is_bound:
            self.fields["profile_class"].initial = classes.filter(name=DEFAULT).first()
        self.fields["established_date"].help_text = _("Today, if you leave it empty.")
        if number_is_generated:
            number = self.fields["number"]
            number.required, number.disabled = False, True
            number.widget.attrs["placeholder"] = str(_("generated"))
            number.help_text = _("Generated when you save.")


class AccountReferenceRow(ReferenceRow):
    """Under which number another system knows the account (R-031)."""

    class Meta(ReferenceRow.Meta):
        model = AccountSourceReference
