"""Editing the header of an account."""

import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AccountSourceReference
from accounts.services import change_account, number_is_generated
from core.pages.forms import PageForm, RecordForm, Section, VersionedForm, Wide
from core.pages.views import EditView
from parties.pages.references import ReferenceForm, TakesReference


class AccountForm(VersionedForm):
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


class AccountReferenceForm(ReferenceForm):
    """The account's reference in another system."""

    class Meta(ReferenceForm.Meta):
        model = AccountSourceReference


class ReasonForm(PageForm):
    """Why: the last thing that the page asks."""

    reason = RecordForm.base_fields["reason"]
    sections = [Section("", Wide("reason"))]


class EditAccount(TakesReference, EditView):
    """Edit the header of an account (R-228, D-19), and give it a reference while it has none (R-031)."""

    permission = "accounts.change_account"
    queryset = Account.objects.select_related("party")
    reference_form = AccountReferenceForm

    def get_title(self) -> Any:
        """The account with its number, whether or not that can be changed."""
        return _("Edit account %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The header as this user may fill it in, the reference where there is none, and why."""
        form = AccountForm(
            data=data,
            quiet=quiet,
            instance=copy.copy(self.record),
            number_is_generated=number_is_generated(self.user),
        )
        return {
            "form": form,
            **self.reference_forms(data, quiet, account=self.record),
            "why": ReasonForm(data=data, quiet=quiet),
        }

    def save(self, form: AccountForm, why: ReasonForm, reference: ReferenceForm | None = None) -> Account:
        """Save it, and the reference."""
        account = change_account(form.instance, version=form.cleaned_data["version"])
        self.save_reference(reference)
        return account

    def get_success_message(self, record: Account) -> str:
        """What was saved; a reference is a record of its own."""
        if self.gave_reference:
            return str(self.success_message) % {"record": record}
        return super().get_success_message(record)
