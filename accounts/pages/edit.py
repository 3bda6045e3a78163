"""Editing the header of an account."""

import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.services import change_account, number_is_generated
from core.pages.forms import RecordForm, Section, Wide
from core.pages.views import EditView


class AccountForm(RecordForm):
    """The header of an account; the number only where this user gives numbers (R-018)."""

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
        if number_is_generated:
            del self.fields["number"]
        else:
            self.fields["number"].help_text = _("A new number needs a reason; the old one stays findable.")

    @property
    def sections(self) -> list[Section]:
        """The number where there is one to enter, then the rest."""
        number = ["number"] if "number" in self.fields else []
        return [
            Section(_("Account"), *number, Wide("description")),
            Section(
                _("Details"),
                "account_type",
                "role",
                "classification",
                "sales_channel",
                "established_date",
            ),
        ]


class EditAccount(EditView):
    """Edit the header of an account (R-228, D-19)."""

    permission = "accounts.change_account"
    queryset = Account.objects.select_related("party")

    def get_title(self) -> Any:
        """The account with its number, whether or not that can be changed."""
        return _("Edit account %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The one form, as this user may fill it in."""
        form = AccountForm(
            data=data,
            quiet=quiet,
            instance=copy.copy(self.record),
            number_is_generated=number_is_generated(self.user),
        )
        return {"form": form}

    def save(self, form: AccountForm) -> Account:
        """Save it."""
        return change_account(form.instance, version=form.cleaned_data["version"])
