"""What can be done with account sites. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.exceptions import refusal
from core.scope import require_unit
from sites import facts
from sites.models import AccountSite, SiteSourceReference, SiteUse
from sites.services.billing import rebill


def add_sites(sites: Sequence[AccountSite]) -> list[AccountSite]:
    """Give accounts sites in operating units that the acting user has (R-058, R-059); answers them (set-based)."""
    # Locked, so that nobody removes an account while it gets a site.
    writes.hold(Account, {site.account_id for site in sites})
    for site in sites:
        if site.unit_id is None:
            raise refusal(site, {"unit": _("Choose the operating unit.")})
        require_unit(site.unit)
    return writes.insert_many(list(sites))


def add_site_references(references: Sequence[tuple[SiteSourceReference, AccountSite]]) -> None:
    """Note under which numbers other systems know new account sites (R-031); set-based."""
    for reference, site in references:
        reference.site, reference.unit = site, site.unit
    writes.insert_many([reference for reference, _site in references])


def change_site(site: AccountSite, *, version: int) -> AccountSite:
    """Save the changed header of an account site."""
    require_unit(site.unit)
    return writes.save(site, version=version)


def remove_site(site: AccountSite, *, version: int, replacement: SiteUse | None = None) -> AccountSite:
    """Inactivate an account site and, by cascade, its business purposes (R-095).

    Ship-tos of other sites that are billed here are billed at `replacement` from now on, if there is one (R-100).
    """
    require_unit(site.unit)
    if replacement is not None:
        rebill(facts.billed_at(SiteUse.objects.filter(site=site)).exclude(site=site), replacement)
    return writes.remove(site, version=version)


def restore_site(site: AccountSite, *, version: int) -> AccountSite:
    """Bring an account site back with exactly the purposes that were removed with it (R-097, R-098)."""
    require_unit(site.unit)
    return writes.restore(site, version=version)
