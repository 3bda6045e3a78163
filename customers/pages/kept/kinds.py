"""With what notes and documents are kept: customers, accounts, account sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Account, AccountDocument, AccountNote
from core.pages.page import find
from parties.models import Party, PartyDocument, PartyNote
from sites.models import AccountSite, SiteDocument, SiteNote


@dataclass(frozen=True)
class Kind:
    """One kind of record with which notes and documents are kept.

    code    what stands in addresses.
    owner   the model; `joined` is what its name needs.
    field   the column of a note or document that points at the owner.
    paths   the way from a note or document to the records above it, by the code of their kind.
    names   the ways to what a list says about the place: account number, site number, operating unit.
    """

    code: str
    owner: type[Any]
    joined: Sequence[str]
    note: type[Any]
    document: type[Any]
    field: str
    paths: Mapping[str, str]
    names: Mapping[str, str]

    def permission(self, verb: str, model: type[Any]) -> str:
        """The permission to "view", "add" or "change" notes or documents of this kind."""
        return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"

    def find_owner(self, user: Any, pk: int) -> Any:
        """The record itself, or Http404."""
        return find(self.owner.objects.select_related(*self.joined), user, pk)

    def find(self, model: type[Any], user: Any, pk: int) -> Any:
        """A note or document with its owner, or Http404."""
        below = [f"{self.field}__{name}" for name in self.joined]
        return find(model.objects.select_related(self.field, *below), user, pk)

    def new(self, model: type[Any], owner: Any) -> Any:
        """A note or document that is about to be kept with `owner`."""
        unit = {"unit": owner.unit} if hasattr(owner, "unit_id") else {}
        return model(**{self.field: owner}, **unit)


CUSTOMER = Kind(
    code="customer",
    owner=Party,
    joined=[],
    note=PartyNote,
    document=PartyDocument,
    field="party",
    paths={"customer": "party"},
    names={},
)
ACCOUNT = Kind(
    code="account",
    owner=Account,
    joined=["party"],
    note=AccountNote,
    document=AccountDocument,
    field="account",
    paths={"customer": "account__party", "account": "account"},
    names={"account_number": "account__number"},
)
SITE = Kind(
    code="site",
    owner=AccountSite,
    joined=["account__party", "party_site", "unit"],
    note=SiteNote,
    document=SiteDocument,
    field="site",
    paths={"customer": "site__account__party", "account": "site__account", "site": "site"},
    names={
        "account_number": "site__account__number",
        "site_number": "site__party_site__number",
        "unit_name": "unit__name",
    },
)
KINDS = {kind.code: kind for kind in (CUSTOMER, ACCOUNT, SITE)}
