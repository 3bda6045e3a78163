"""What happens to account sites and business purposes when others write."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Account
from core import hooks, scope
from parties.models import PartySite
from parties.services import guard_references
from reference import kept
from reference.models import OperatingUnit, SystemOptions
from sites import dunning, order, rules, statements
from sites.models import AccountSite, SiteDocument, SiteSourceReference, SiteUse


@hooks.on_remove(Account)
def remove_sites(accounts: list[Account]) -> list[Any]:
    """A removed account takes its sites along (R-096), unless some are in units out of the user's reach (D-15)."""
    _refuse_out_of_reach(accounts)
    return [AccountSite.objects.filter(account__in=accounts)]


def _refuse_out_of_reach(accounts: list[Account]) -> None:
    sites = AccountSite.objects.active().filter(account__in=accounts)
    beyond = scope.units_out_of_reach(set(sites.order_by().values_list("unit_id", flat=True)))
    count = sites.filter(unit_id__in=beyond).count() if beyond else 0
    if count:
        raise ValidationError(rules.out_of_reach(count))


@hooks.on_restore(Account)
def restore_sites(accounts: list[Account]) -> list[Any]:
    """A restored account gets back the sites that went with it (R-097)."""
    return [AccountSite.objects.filter(account__in=accounts)]


@hooks.on_remove(AccountSite)
def remove_uses(sites: list[AccountSite]) -> list[Any]:
    """A removed site takes its business purposes along (R-095)."""
    return [SiteUse.objects.filter(site__in=sites)]


@hooks.on_restore(AccountSite)
def restore_uses(sites: list[AccountSite]) -> list[Any]:
    """A site is restored only under an active account and address; its purposes come with it (R-097, R-098)."""
    inactive = Account.objects.inactive().filter(pk__in=[site.account_id for site in sites]).first()
    if inactive is not None:
        raise ValidationError(
            _("Account %(account)s is inactive; restore the account first.") % {"account": inactive}
        )
    closed = PartySite.objects.inactive().filter(pk__in=[site.party_site_id for site in sites]).first()
    if closed is not None:
        raise ValidationError(_("The address %(site)s is inactive; restore it first.") % {"site": closed})
    # Statements that had gone with their Bill To before come back with that.
    return [SiteUse.objects.filter(site__in=sites, removed_with__isnull=True)]


@hooks.stays_inactive(AccountSite)
def keep_sites_of_closed_addresses(sites: list[AccountSite]) -> list[tuple[AccountSite, str]]:
    """A site does not come back with its account while its address is inactive (R-097, R-098)."""
    closed = PartySite.objects.inactive().filter(pk__in=[site.party_site_id for site in sites])
    gone = set(closed.order_by().values_list("pk", flat=True))
    return [(site, _("its address is inactive.")) for site in sites if site.party_site_id in gone]


@hooks.on_remove(SiteUse)
def remove_statements(uses: list[SiteUse]) -> list[Any]:
    """A removed Bill To takes the Statements of its site along, where that was agreed; else it stays (R-078)."""
    return statements.take_along(uses)


@hooks.on_restore(SiteUse)
def restore_statements(uses: list[SiteUse]) -> list[Any]:
    """A restored Bill To gets back the Statements that went with it (R-078, R-097)."""
    bill_tos = [use.pk for use in uses if use.purpose == rules.BILL_TO]
    for use in uses:
        use.removed_with = None
    return [SiteUse.objects.filter(removed_with__in=bill_tos)] if bill_tos else []


@hooks.on_restore(SiteUse)
def settle_restored_uses(uses: list[SiteUse]) -> None:
    """What comes back obeys today's options and rules (R-078, R-079, R-088)."""
    for use, reason in order.not_to_restore(uses):
        raise ValidationError(_("%(use)s: %(reason)s") % {"use": use, "reason": reason})
    order.mark_exclusive(uses)


@hooks.stays_inactive(SiteUse)
def keep_uses_without_ground(uses: list[SiteUse]) -> list[tuple[SiteUse, str]]:
    """Statements without Bill To and internal locations of external accounts do not come back (R-078, R-088)."""
    return order.not_to_restore(uses)


@hooks.on_restore(SiteUse)
def require_active_site(uses: list[SiteUse]) -> None:
    """A business purpose is restored only on an active site (R-098)."""
    inactive = AccountSite.objects.inactive().filter(pk__in=[use.site_id for use in uses]).first()
    if inactive is not None:
        raise ValidationError(
            _("The site %(site)s is inactive; restore the site first.") % {"site": inactive}
        )


@hooks.on_remove(PartySite)
def keep_used_addresses(addresses: list[PartySite]) -> None:
    """An address with active account sites stays; the message names those that the user may see (R-096)."""
    sites = AccountSite.objects.active().filter(party_site__in=addresses).select_related("account", "unit")
    count = sites.count()
    if count:
        message = ngettext(
            "This address has %(count)d active account site: %(names)s. Remove it first.",
            "This address has %(count)d active account sites: %(names)s. Remove them first.",
            count,
        )
        raise ValidationError(message % {"count": count, "names": _names(sites, count)})


def _names(sites: Any, count: int) -> str:
    """The sites that the acting user may see, at most ten by name, and the number of the others (D-15)."""
    user = scope.acting_user()
    seen = sites if user is None else sites.visible_to(user)
    named = [f"{site.account.number} ({site.unit})" for site in seen[:10]]
    beyond = count - seen.count()
    if beyond:
        named.append(
            ngettext("%(count)d in other operating units", "%(count)d in other operating units", beyond)
            % {"count": beyond}
        )
    return ", ".join(named)


@hooks.on_remove(OperatingUnit)
def keep_units_in_use(units: list[OperatingUnit]) -> None:
    """An operating unit with active account sites stays."""
    count = AccountSite.objects.active().filter(unit__in=units).count()
    if count:
        message = ngettext(
            "%(count)d active account site belongs to this operating unit.",
            "%(count)d active account sites belong to this operating unit.",
            count,
        )
        raise ValidationError(message % {"count": count})


@hooks.on_remove(SiteSourceReference)
@hooks.on_restore(SiteSourceReference)
def guard_account_site_references(references: list[SiteSourceReference]) -> None:
    """The reference of an account site is retired and restored by a data steward, with a reason (R-031)."""
    guard_references(references)


@hooks.before_write(AccountSite)
def keep_sites_in_order(sites: list[AccountSite]) -> None:
    """A site is at an address of its customer, an active one under an active account and address (R-022, R-098)."""
    order.keep_sites_in_order(sites)


@hooks.before_write(SiteUse)
def keep_uses_in_order(uses: list[SiteUse]) -> None:
    """An active purpose is on an active site, billed and booked where that can be chosen (R-076, R-098, R-260)."""
    order.keep_uses_in_order(uses)


@hooks.before_write(Account)
def keep_internal_accounts(accounts: list[Account]) -> None:
    """An account with internal locations stays internal (R-088)."""
    order.keep_internal_accounts(accounts)


@hooks.before_write(SystemOptions)
def refuse_one_dunning_site(rows: list[SystemOptions]) -> None:
    """*One active Dunning site* is not switched on while an account has two (R-079)."""
    for row in rows:
        dunning.require_one(row)


@hooks.after_write(SystemOptions)
def mark_dunning_sites(rows: list[SystemOptions]) -> None:
    """The constraint speaks for the option as it is now (R-079)."""
    for row in rows:
        dunning.mark(row)


@hooks.before_write(SiteDocument)
@hooks.on_remove(SiteDocument)
@hooks.on_restore(SiteDocument)
def guard_site_documents(documents: list[SiteDocument]) -> None:
    """A confidential document is written by who may read it (R-264)."""
    kept.guard_documents(documents)
