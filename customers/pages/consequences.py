"""What removing and restoring a customer will mean, in sentences with numbers over what the user may see."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Account
from core.pages.act import counted
from core.scope import provider, visible_units
from parties.models import Party, PartySite, PartyUsage
from sites import rules
from sites.models import AccountSite, SiteUse
from sites.pages.consequences import coming, going, going_beyond, kept, stays


def of_removing(party: Party, user: Any) -> list[str]:
    """What goes with a customer; or only the refusal, where that reaches into units beyond the user (D-15, R-096)."""
    sites = AccountSite.objects.active().filter(account__party=party)
    beyond = sites.exclude(unit_id__in=visible_units(user)).count()
    if beyond and not provider().reaches_all_units(user):
        return [_("It will be refused: %(reason)s") % {"reason": rules.out_of_reach(beyond)}]
    uses = SiteUse.objects.active().filter(account__party=party).visible_to(user)
    return [
        *_going_of_party(
            Account.objects.active().filter(party=party).count(),
            PartySite.objects.active().filter(party=party).count(),
        ),
        *going(sites.visible_to(user).count(), uses.count()),
        *going_beyond(beyond),
        *_usage(party),
        kept(),
    ]


def of_restoring(party: Party, user: Any) -> list[str]:
    """What comes back with a customer: what was removed with it, and with that (D-11, R-097)."""
    accounts = Account.objects.inactive().filter(party=party, removed_with_parent=True)
    sites = AccountSite.objects.inactive().filter(account__in=accounts, removed_with_parent=True)
    uses = SiteUse.objects.inactive().filter(site__in=sites, removed_with_parent=True)
    addresses = PartySite.objects.inactive().filter(party=party, removed_with_parent=True)
    return [
        *_coming_of_party(accounts.count(), addresses.count()),
        *coming(sites.visible_to(user).count(), uses.visible_to(user).count()),
        stays(),
    ]


def _usage(party: Party) -> list[str]:
    usage = PartyUsage.objects.filter(party=party, usage=PartyUsage.Usage.CUSTOMER, end_date__isnull=True)
    return [_("It is a customer until today.")] if usage.exists() else []


def _going_of_party(accounts: int, addresses: int) -> list[str]:
    return counted(
        (
            accounts,
            ngettext("%(count)d account becomes inactive.", "%(count)d accounts become inactive.", accounts),
        ),
        (
            addresses,
            ngettext(
                "%(count)d address becomes inactive.", "%(count)d addresses become inactive.", addresses
            ),
        ),
    )


def _coming_of_party(accounts: int, addresses: int) -> list[str]:
    return counted(
        (accounts, ngettext("%(count)d account comes back.", "%(count)d accounts come back.", accounts)),
        (addresses, ngettext("%(count)d address comes back.", "%(count)d addresses come back.", addresses)),
    )
