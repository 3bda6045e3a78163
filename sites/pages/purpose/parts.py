"""What the page of a business purpose shows, region by region (R-086)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.asof import moment_of
from core.pages.header import Fact, Part
from sites import ledger
from sites.ledger import Effective, Origin
from sites.models import SiteUse
from sites.regions import Region, regions_of

NOTES = {
    "accounting": gettext_lazy(
        "Ledger accounts of this purpose; an empty one is the default of the operating unit."
    )
}


def parts_of(use: SiteUse) -> list[Part]:
    """The regions that this kind of purpose has, with all their fields."""
    accounts = ledger.effective_accounts([use], moment_of(use))[use.pk]
    return [
        Part(region.title, _facts(use, region, accounts), NOTES.get(region.name, ""))
        for region in regions_of(use)
    ]


def origin_of(account: Effective, unit: Any) -> str:
    """Where an account in effect comes from, in words (R-247)."""
    if account.origin == Origin.UNIT:
        return _("default of unit %(unit)s") % {"unit": unit}
    return str(account.origin.label)


def _facts(use: SiteUse, region: Region, accounts: dict[str, Effective]) -> list[Fact]:
    facts = []
    for name in region.fields:
        if name in accounts:
            origin = origin_of(accounts[name], use.unit)
            facts.append(Fact(_label(name), accounts[name].account, origin=origin))
        else:
            facts.append(Fact(_label(name), _value(use, name), origin=_origin(use, name)))
        if name == "internal_location":
            facts.append(_organization(use))
    return facts


def _label(name: str) -> Any:
    field: Any = SiteUse._meta.get_field(name)
    return field.verbose_name


def _value(use: SiteUse, name: str) -> Any:
    """The value, or what its code means."""
    meaning = getattr(use, f"get_{name}_display", None)
    return meaning() if meaning else getattr(use, name)


def _origin(use: SiteUse, name: str) -> str:
    """Where payment terms come from: those of the purpose come before all others (R-142)."""
    return str(Origin.ENTERED.label) if name == "payment_terms" and use.payment_terms_id else ""


def _organization(use: SiteUse) -> Fact:
    """What the internal location belongs to; nobody types it (R-088)."""
    name = use.internal_organization
    origin = _("of the internal location") if name else ""
    return Fact(gettext_lazy("internal organization"), name, origin=origin)
