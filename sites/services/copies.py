"""Making an account site again in other operating units. Call it inside a unit of work (core.work)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.exceptions import refusal
from core.scope import require_unit
from core.work import current
from reference.models import OperatingUnit
from sites import copies
from sites.models import AccountSite
from sites.services.new_uses import add_uses
from sites.services.sites import add_sites


def copy_site(site: AccountSite, units: Sequence[OperatingUnit]) -> list[AccountSite]:
    """Make an account site again in other units of the acting user: same address, same purposes (R-262).

    Ledger accounts are blank, a Ship To is billed at the Bill To of the same address in the new unit, else at the
    primary one. What a copy goes without is told as notices. Answers the new sites in the order of `units`.
    """
    for unit in [site.unit, *units]:
        require_unit(unit)
    # Locked, so that what is planned is still so when it is written.
    writes.lock(Account.objects.filter(pk=site.account_id))
    if not site.is_active:
        raise refusal(site, {"__all__": _("%(site)s is inactive; restore it first.") % {"site": site}})
    planned = copies.plan(site, units)
    made = add_sites([copy.site for copy in planned])
    for copy in planned:
        for use in copy.uses:
            use.site = copy.site
    uses = [use for copy in planned for use in copy.uses]
    add_uses(uses, [None] * len(uses))
    current().notices += [
        _("Not taken along to %(unit)s: %(what)s") % {"unit": copy.site.unit, "what": what}
        for copy in planned
        for what in copy.left_out
    ]
    return made
