"""Add Another Row: one or several new business purposes of an account site."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.create import Button
from core.pages.forms import NewRecordForm, RowFormSet, row_formset
from core.pages.page import find
from core.pages.views import CreateView
from reference.options import options
from sites.models import AccountSite, SiteUse
from sites.pages.replacement import BillTos
from sites.services import add_uses

# What the user says about being primary; no word means: where there is none yet.
WISHES = {"": None, "yes": True, "no": False}


class PurposeRow(NewRecordForm):
    """One new purpose. A row without purpose and location is left out."""

    primary = forms.ChoiceField(
        label=gettext_lazy("Primary"),
        required=False,
        choices=[
            ("", gettext_lazy("If there is none yet")),
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
        ],
        help_text=gettext_lazy("The first of its purpose in the account and unit is primary in any case."),
    )

    class Meta:
        model = SiteUse
        fields = ["purpose", "location", "bill_to"]

    def __init__(self, *args: Any, bill_tos: BillTos, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].required = self.fields["location"].required = False
        bill_to = self.fields["bill_to"]
        bill_tos.offer(bill_to)
        bill_to.label = gettext_lazy("Bill To Location")
        bill_to.help_text = gettext_lazy(
            "For a Ship To: left empty, the Bill To of this site or the primary one."
        )
        if options().automatic_site_numbering:
            self.fields["location"].widget.attrs["placeholder"] = _("generated")

    @property
    def is_empty(self) -> bool:
        """True for a row that is left out."""
        return not (self.cleaned_data.get("purpose") or self.cleaned_data.get("location"))

    @property
    def wish(self) -> bool | None:
        """What the user says about being primary."""
        return WISHES[self.cleaned_data["primary"]]

    def clean(self) -> dict[str, Any]:
        """A location is of some purpose."""
        data = super().clean() or self.cleaned_data
        if data.get("location") and not data.get("purpose"):
            self.add_error("purpose", _("Choose the purpose of this location, or empty the row."))
        return data


class AddPurposes(CreateView):
    """Give a site more purposes (R-070 to R-075)."""

    permission = "customer_sites.add_siteuse"
    template_name = "sites/form.html"
    buttons = (Button(gettext_lazy("Apply"), kind="primary"),)
    rows_class = row_formset(PurposeRow, label=gettext_lazy("Business Purposes"))
    record: AccountSite

    def load(self) -> None:
        """Find the site among those the user may see."""
        sites = AccountSite.objects.with_address().select_related("account__party")
        self.record = find(sites, self.user, self.kwargs["pk"])
        self.cancel_url = self.record.get_absolute_url()

    def get_title(self) -> Any:
        """The site."""
        return _("Add business purposes to %(site)s") % {"site": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The rows; a Ship To may be billed at any active Bill To of the account in the unit (R-076)."""
        bill_tos = (
            SiteUse.objects.active()
            .bill_to()
            .filter(account=self.record.account_id, unit=self.record.unit_id)
            .order_by("-is_primary", "location_key")
        )
        rows = self.rows_class(
            data=data,
            quiet=quiet,
            prefix="purposes",
            form_kwargs={"bill_tos": BillTos(bill_tos, _("Automatic"))},
        )
        return {"purposes": rows}

    def save(self, purposes: RowFormSet) -> list[SiteUse]:
        """Add what the rows say."""
        rows = [row for row in purposes if not row.is_empty]
        if not rows:
            raise ValidationError({"purpose": _("Choose at least one purpose.")})
        for row in rows:
            row.instance.site = self.record
        return add_uses([row.instance for row in rows], [row.wish for row in rows])

    def get_success_url(self, record: Any) -> str:
        """The purposes of the site."""
        return self.record.get_absolute_url()

    def get_success_message(self, record: list[SiteUse]) -> str:
        """What was added, with the locations it got."""
        names = ", ".join(
            _("%(use)s (primary)") % {"use": use} if use.is_primary else str(use) for use in record
        )
        return _("Added: %(names)s.") % {"names": names}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The site, for the line above the form."""
        return super().get_context_data(**kwargs, record=self.record)
