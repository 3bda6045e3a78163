"""What can be done with business purposes that are there. Call these inside a unit of work (core.work)."""

from accounts.models import Account
from core import writes
from core.scope import require_unit
from sites import facts
from sites.models import SiteUse
from sites.services.billing import rebill


def change_use(use: SiteUse, *, version: int) -> SiteUse:
    """Save what is entered on a business purpose. The primary flag has its own function."""
    require_unit(use.unit)
    return writes.save(use, version=version)


def make_primary(use: SiteUse, *, version: int) -> SiteUse:
    """Make a purpose the primary of its account and operating unit; the former one loses the flag (R-073)."""
    require_unit(use.unit)
    writes.lock(Account.objects.filter(pk=use.account_id))
    return writes.make_primary(use, version=version)


def remove_use(
    use: SiteUse, *, version: int, replacement: SiteUse | None = None, with_statements: bool = False
) -> SiteUse:
    """Inactivate a business purpose; the group may then be without a primary (D-3, R-099).

    Ship-tos that are billed here are billed at `replacement` from now on. Without one they keep their bill-to and are
    not ready until it is restored (R-100). Statements of the site need their Bill To: they go along where
    `with_statements` says so, and else the Bill To stays (R-078).
    """
    require_unit(use.unit)
    if replacement is not None:
        rebill(facts.billed_at(SiteUse.objects.filter(pk=use.pk)), replacement)
    use.takes_statements = with_statements
    return writes.remove(use, version=version)


def restore_use(use: SiteUse, *, version: int) -> SiteUse:
    """Bring a business purpose back, as primary only where the group has none (R-097, R-098)."""
    require_unit(use.unit)
    writes.lock(Account.objects.filter(pk=use.account_id))
    return writes.restore(use, version=version)
