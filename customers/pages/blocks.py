"""What the pages that make accounts and account sites have in common: their rows, and what their blocks say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages.forms import row_formset
from customers.pages import forms
from customers.services import NewAccount, NewSite, NewUse
from parties.pages.address import address_of
from sites.models import SiteUse

AccountReferences = row_formset(forms.AccountReferenceRow, label=_("References"))
SiteReferences = row_formset(forms.SiteReferenceRow, label=_("References of the site"))
FirstPurposes = row_formset(forms.PurposeRow, label=_("Business Purposes"), rows=0)
FirstPurposes.note = _("A Ship To is billed at the Bill To of this site.")
# What the two rows of a new form begin with.
FIRST_PURPOSES = [{"purpose": "BILL_TO"}, {"purpose": "SHIP_TO"}]


def new_account(given: Mapping[str, Any]) -> NewAccount:
    """The account of a page with its first site, from the blocks by name."""
    uses = [_first_use(row) for row in filled(given["purposes"])]
    return NewAccount(
        given["account"].instance,
        [new_site(given, uses)],
        given["account"].cleaned_data["profile_class"],
        [row.instance for row in filled(given["references"])],
    )


def new_site(given: Mapping[str, Any], uses: list[NewUse]) -> NewSite:
    """The account site of a page at the address that was chosen or entered there."""
    references = [row.instance for row in filled(given["site_references"])]
    return NewSite(address_of(given), given["site"].instance, uses, references)


def filled(rows: Iterable[Any]) -> list[Any]:
    """The rows in which something was entered."""
    return [row for row in rows if not row.is_empty]


def _first_use(row: Any) -> NewUse:
    """A purpose as its row says; the row keeps it, so that an error finds its place."""
    row.instance = SiteUse(purpose=row.cleaned_data["purpose"], location=row.cleaned_data["location"])
    return NewUse(row.instance, row.cleaned_data["primary"])
