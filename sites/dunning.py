"""The option of one active Dunning site per account and operating unit (R-079)."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Account
from core.exceptions import refusal
from core.scope import acting_user, visible_units
from core.writes.derived import derive
from reference.models import OperatingUnit, SystemOptions
from sites import rules
from sites.models import SiteUse

# So many accounts are named in a refusal.
NAMED = 10


def require_one(row: SystemOptions) -> None:
    """Refuse to switch the option on while an account has two active Dunning purposes in a unit, with a list."""
    if not row.one_dunning_site:
        return
    several = (
        SiteUse.objects.active()
        .filter(purpose=rules.DUNNING)
        .order_by("account_id", "unit_id")
        .values_list("account_id", "unit_id")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
    )
    groups = [(account, unit) for account, unit, _number in several]
    if groups:
        message = ngettext(
            "%(count)d account has several active Dunning purposes in one operating unit: %(names)s.",
            "%(count)d accounts have several active Dunning purposes in one operating unit: %(names)s.",
            len(groups),
        )
        names = ", ".join(_names(groups))
        raise refusal(row, {"one_dunning_site": message % {"count": len(groups), "names": names}})


def mark(row: SystemOptions) -> None:
    """Let the constraint hold, or not, for all Dunning purposes."""
    rows = SiteUse.objects.filter(purpose=rules.DUNNING)
    derive(rows.exclude(exclusive=row.one_dunning_site), exclusive=row.one_dunning_site)


def _names(groups: list[tuple[int, int]]) -> list[str]:
    """The accounts by number where the acting user may see the unit, and the number of the others (D-15)."""
    user = acting_user()
    seen = [(account, unit) for account, unit in groups if user is None or unit in visible_units(user)]
    accounts = Account.objects.in_bulk([account for account, _unit in seen[:NAMED]])
    units = OperatingUnit.objects.in_bulk([unit for _account, unit in seen[:NAMED]])
    names = [f"{accounts[account].number} ({units[unit]})" for account, unit in seen[:NAMED]]
    beyond = len(groups) - len(seen)
    if len(seen) > NAMED:
        names.append(_("%(count)d more") % {"count": len(seen) - NAMED})
    if beyond:
        names.append(_("%(count)d in other operating units") % {"count": beyond})
    return names
