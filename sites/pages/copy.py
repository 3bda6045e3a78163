"""Copy To Operating Unit: the same account site in other units of the user, nothing typed again (R-262)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.pages.create import Button
from core.pages.forms import PageForm, RecordForm, Section, Wide
from core.pages.page import find
from core.pages.views import CreateView
from core.scope import visible_units
from reference.models import OperatingUnit
from sites import copies
from sites.copies import Copy
from sites.models import AccountSite
from sites.services import copy_site


@dataclass(frozen=True)
class Offer:
    """A unit in the list: its name, what will be made there, what is not taken along."""

    name: str
    made: str
    left_out: Sequence[str] = ()

    def __str__(self) -> str:
        return self.name


class UnitBoxes(forms.CheckboxSelectMultiple):
    """Check boxes with what will be made in each unit."""

    template_name = "sites/unit_boxes.html"


class CopyForm(PageForm):
    """Into which units."""

    units = forms.ModelMultipleChoiceField(
        OperatingUnit.objects.none(),
        label=gettext_lazy("Operating Units"),
        widget=UnitBoxes,
        error_messages={"required": gettext_lazy("Choose at least one operating unit.")},
        help_text=gettext_lazy("Units on your access list in which the account has no site at this address."),
    )
    reason = RecordForm.base_fields["reason"]
    sections = [Section(gettext_lazy("What will be made"), Wide("units"), Wide("reason"))]

    def __init__(self, *args: Any, planned: Sequence[Copy], mine: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        units = [copy.site.unit for copy in planned]
        # A form that is sent twice names a unit that is no longer on the list: its first answer is given again.
        field.queryset = mine
        field.choices = [(copy.site.unit.pk, _offer(copy)) for copy in planned]
        if len(units) == 1:
            field.initial = units


def _offer(copy: Copy) -> Offer:
    uses = ", ".join(
        _("%(purpose)s (primary)") % {"purpose": use.purpose_label} if use.is_primary else use.purpose_label
        for use in copy.uses
    )
    made = ngettext(
        "An account site with %(count)d business purpose: %(uses)s.",
        "An account site with %(count)d business purposes: %(uses)s.",
        len(copy.uses),
    ) % {"count": len(copy.uses), "uses": uses}
    none = _("An account site without business purposes.")
    left_out = [_("Not taken along: %(what)s") % {"what": what} for what in copy.left_out]
    return Offer(str(copy.site.unit), made if copy.uses else none, left_out)


class CopySite(CreateView):
    """Make an account site again in other operating units; the same form sent twice makes it once."""

    help: Any = gettext_lazy(
        "Makes the account site again, at the same address, in other operating units of yours, with its active "
        "business purposes and their settings. Ledger accounts stay blank, and a Ship To is billed at the Bill To that "
        "the account has at the same address there, else at its primary one."
    )
    permission = "customer_sites.add_accountsite"
    template_name = "sites/copy.html"
    buttons = (Button(gettext_lazy("Copy"), kind="primary"),)
    record: AccountSite
    planned: Sequence[Copy] = ()
    mine: Any = None

    def load(self) -> None:
        """Find the site among those the user may see, and the units that it can be copied to."""
        self.record = find(AccountSite.objects.for_overview(), self.user, self.kwargs["pk"])
        self.mine = OperatingUnit.objects.filter(pk__in=visible_units(self.user)).order_by("name_key")
        units = list(copies.units_without(self.record, self.mine)) if self.record.is_active else []
        self.planned = copies.plan(self.record, units) if units else ()
        self.cancel_url = self.record.get_absolute_url()

    def get_title(self) -> Any:
        """The site."""
        return _("Copy %(site)s to another operating unit") % {"site": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The choice of units."""
        return {"form": CopyForm(data=data, quiet=quiet, planned=self.planned, mine=self.mine)}

    def save(self, form: CopyForm) -> list[AccountSite]:
        """Make the copies."""
        return copy_site(self.record, list(form.cleaned_data["units"].order_by("name_key")))

    def get_success_url(self, record: list[AccountSite]) -> str:
        """The new site; of several the sites of the account."""
        return record[0].get_absolute_url() if len(record) == 1 else self.record.account.get_absolute_url()

    def get_success_message(self, record: list[AccountSite]) -> str:
        """Where it was copied to."""
        units = ", ".join(str(site.unit) for site in record)
        return _("%(site)s was copied to %(units)s.") % {"site": self.record, "units": units}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The site, for the line above the form; why nothing can be chosen."""
        context = super().get_context_data(**kwargs, record=self.record)
        return {**context, "nothing": "" if self.planned else self._why_nothing()}

    def _why_nothing(self) -> str:
        if not self.record.is_active:
            return _("The site is inactive; restore it first.")
        return _("The account has a site at this address in every operating unit on your access list.")
