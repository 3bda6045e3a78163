"""The blocks of Create Customer about the account site and its purposes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.choices import ActiveChoiceField
from core.pages.forms import NewRecordForm, PageForm, Section
from core.scope import visible_units
from parties.pages.references import ReferenceRow
from reference.fields import LookupChoiceField
from reference.models import OperatingUnit
from reference.options import default_unit, options
from sites.models import AccountSite, SiteSourceReference

SITE_FIELDS = ["category", "language", "translation", "territory", "edi_location", "salesperson"]


class NewSiteDetailsForm(NewRecordForm):
    """What one operating unit notes about its account site."""

    sections = [Section(_("Account site details"), *SITE_FIELDS)]

    class Meta:
        model = AccountSite
        fields = SITE_FIELDS
        field_classes = dict.fromkeys(["language", "territory", "salesperson"], ActiveChoiceField)


class NewSiteForm(NewSiteDetailsForm):
    """The account site of one operating unit on the user's access list (R-059)."""

    sections = [Section(_("Account site details"), "unit", *SITE_FIELDS)]

    class Meta(NewSiteDetailsForm.Meta):
        fields = ["unit", *SITE_FIELDS]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(user)
        if not self.is_bound:
            self.fields["unit"].initial = default_unit(user)


def units_of(user: Any) -> QuerySet[OperatingUnit]:
    """The operating units that `user` may make a site for."""
    return OperatingUnit.objects.active().filter(pk__in=visible_units(user))


class SiteReferenceRow(ReferenceRow):
    """Under which number another system knows the account site (R-031)."""

    class Meta(ReferenceRow.Meta):
        model = SiteSourceReference


class PurposeRow(PageForm):
    """One business purpose of the new site."""

    purpose = LookupChoiceField(label=_("Purpose"), required=False, lookup="SITE_USE_CODE")
    location = forms.CharField(label=_("Location"), required=False, max_length=40)
    primary = forms.BooleanField(
        label=_("Primary"),
        required=False,
        initial=True,
        disabled=True,
        help_text=_("The first of its kind in an account is primary."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options().automatic_site_numbering:
            self.fields["location"].widget.attrs["placeholder"] = str(_("generated"))

    def has_changed(self) -> bool:
        """A row counts even as it came: `is_empty` decides."""
        return True

    @property
    def is_empty(self) -> bool:
        """True for a row in which nothing was entered."""
        return not (self.cleaned_data.get("purpose") or self.cleaned_data.get("location"))

    def clean(self) -> dict[str, Any]:
        """A location is of some purpose."""
        data = super().clean() or self.cleaned_data
        if data.get("location") and not data.get("purpose"):
            self.add_error("purpose", _("Choose the purpose of this location, or empty the row."))
        return data
