"""Asking what becomes of the purposes that need a bill-to which is removed (R-078, R-100)."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.pages.forms import ActionForm
from sites.facts import replacements_for
from sites.models import SiteUse


def named_bill_to(obj: SiteUse) -> str:
    """ "Jena at Head office", with the primary marked."""
    text = _("%(location)s at %(site)s") % {"location": obj.location, "site": obj.site}
    return _("%(use)s (primary)") % {"use": text} if obj.is_primary else str(text)


class BillTos:
    """The bill-tos that a page offers: asked for once, with no more than their names, whatever the number of rows.

    An account with hundreds of sites has hundreds of them. `none` is the choice of none, which comes first.
    """

    def __init__(self, rows: QuerySet[SiteUse], none: Any) -> None:
        self.rows, self.none = rows, none

    @cached_property
    def choices(self) -> list[tuple[Any, Any]]:
        """What stands in the list."""
        named = (
            self.rows.select_related(None)
            .select_related("site__party_site")
            .only("location", "is_primary", "site__party_site__name", "site__party_site__number")
        )
        return [("", self.none), *[(row.pk, named_bill_to(row)) for row in named]]

    def offer(self, field: Any) -> None:
        """Let them be the choices of a field."""
        field.queryset = self.rows
        field.choices = lambda: self.choices


class ReplacementForm(ActionForm):
    """The question with the replacement for `bill_to`, where there is one to choose; the primary by default."""

    replacement: Any = forms.ModelChoiceField(
        SiteUse.objects.none(),
        label=_("Bill the Ship To purposes at"),
        required=False,
        empty_label=_("Nowhere: they keep this Bill To and are not ready"),
    )

    def __init__(self, *args: Any, bill_to: SiteUse | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["replacement", "reason"])
        if bill_to is None:
            del self.fields["replacement"]
            return
        offered, field = (
            replacements_for(bill_to).select_related("site__party_site"),
            self.fields["replacement"],
        )
        BillTos(offered, field.empty_label).offer(field)
        first = offered.first()
        field.initial = first
        if first is None:
            field.help_text = _("The account has no other active Bill To in this unit.")


class RemovePurposeForm(ReplacementForm):
    """The question with the replacement, and whether the Statements of the site go along (R-078)."""

    statements = forms.TypedChoiceField(
        label=_("Remove the Statements purpose of this site as well?"),
        choices=[("yes", _("Yes: it becomes inactive too")), ("no", _("No: the Bill To stays"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, bill_to: SiteUse | None, takes_statements: bool, **kwargs: Any) -> None:
        super().__init__(*args, bill_to=bill_to, **kwargs)
        self.order_fields(["statements", "replacement", "reason"])
        if not takes_statements:
            del self.fields["statements"]
