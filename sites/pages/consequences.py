"""What removing, restoring and marking will mean, in sentences with numbers over what the user may see."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Account
from core.clock import today
from core.pages.act import counted
from core.pages.values import shown
from core.scope import provider, visible_units
from sites import rules
from sites.facts import billed_at, waiting_for
from sites.models import AccountSite, SiteUse


def whose(record: AccountSite | SiteUse) -> str:
    """Where a site or purpose belongs: its customer, account, site, and operating unit."""
    account = _("Account %(account)s") % {"account": record.account}
    site = [_("Site %(number)s") % {"number": record.site}] if isinstance(record, SiteUse) else []
    return " · ".join(str(part) for part in (record.account.party, account, *site, record.unit))


def of_removing_account(account: Account, user: Any) -> list[str]:
    """What goes with an account; or only the refusal, where that reaches into units beyond the user (D-15)."""
    sites = AccountSite.objects.active().filter(account=account)
    beyond = sites.exclude(unit_id__in=visible_units(user)).count()
    if beyond and not provider().reaches_all_units(user):
        return [_("It will be refused: %(reason)s") % {"reason": rules.out_of_reach(beyond)}]
    uses = SiteUse.objects.active().filter(account=account).visible_to(user)
    end = _("The account ends today, %(day)s, and no new transactions can be made for it.") % {
        "day": shown(today())
    }
    return [*going(sites.visible_to(user).count(), uses.count()), *going_beyond(beyond), end, kept()]


def of_restoring_account(account: Account, user: Any) -> list[str]:
    """What comes back with an account."""
    sites = AccountSite.objects.filter(account=account).visible_to(user)
    sites = sites.inactive().filter(removed_with_parent=True)
    uses = SiteUse.objects.inactive().filter(site__in=sites, removed_with_parent=True)
    return [*coming(sites.count(), uses.count()), stays()]


def of_removing_site(site: AccountSite, user: Any) -> list[str]:
    """What goes with a site."""
    uses = SiteUse.objects.active().filter(site=site)
    billed = billed_at(uses).exclude(site=site).count()
    return [*going(0, uses.count()), *_losses(uses, site.account, user), *_billed(billed), kept()]


def of_restoring_site(site: AccountSite) -> list[str]:
    """What comes back with a site."""
    uses = SiteUse.objects.inactive().filter(site=site, removed_with_parent=True)
    return [*coming(0, uses.count()), *_healed(uses), stays()]


def of_removing_use(use: SiteUse, user: Any) -> list[str]:
    """What the account is without after a purpose was removed; which ship-tos are billed there."""
    leaving = SiteUse.objects.active().filter(pk=use.pk)
    return [*_losses(leaving, use.account, user), *_billed(billed_at(leaving).count()), kept()]


def of_restoring_use(use: SiteUse) -> list[str]:
    """Whether it is primary again, what comes back with it, which ship-tos it heals (R-078, R-097, R-100)."""
    back = SiteUse.objects.inactive().filter(removed_with=use.pk, removed_with_parent=True)
    return [*_primary_again(use), *coming(0, back.count()), *_healed(SiteUse.objects.filter(pk=use.pk))]


def _healed(coming_back: QuerySet[SiteUse]) -> list[str]:
    """How many ship-tos are ready again (R-100)."""
    count = waiting_for(coming_back).count()
    text = ngettext(
        "%(count)d Ship To purpose that is billed here is ready again.",
        "%(count)d Ship To purposes that are billed here are ready again.",
        count,
    )
    return counted((count, text))


def _primary_again(use: SiteUse) -> list[str]:
    if not use.is_primary:
        return []
    holder = use.primary.holders(use).select_related("site__party_site").first()
    if holder is None:
        return [_("It is the primary again.")]
    return [_("It comes back without being primary: %(holder)s is.") % {"holder": _at(holder)}]


def of_making_primary(use: SiteUse) -> list[str]:
    """Which purpose loses the mark (R-073)."""
    holders = use.primary.holders(use).select_related("site__party_site")
    return [_("%(holder)s will no longer be primary.") % {"holder": _at(holder)} for holder in holders]


def _at(use: SiteUse) -> str:
    return _("%(use)s at %(site)s") % {"use": use, "site": use.site}


def _losses(leaving: QuerySet[SiteUse], account: Account, user: Any) -> list[str]:
    """What the account lacks once these active purposes are gone (D-3, R-099)."""
    lines, told = [], ""
    working = SiteUse.objects.working_bill_tos().filter(account=account).visible_to(user)
    gone = working.filter(pk__in=leaving.order_by().values("pk"))
    if gone.exists() and working.count() == gone.count():
        lines.append(
            _(
                "This is the last active Bill To in your operating units: the account will not be "
                "transaction-ready."
            )
        )
        told = rules.BILL_TO
    return [*lines, *_groups_without_primary(leaving, account, told)]


def _groups_without_primary(leaving: QuerySet[SiteUse], account: Account, told: str) -> list[str]:
    """Of which purposes a unit loses the primary: those that stay in use there, then those of which none is left.

    Of the purpose `told` it is said already.
    """
    primaries = list(leaving.filter(is_primary=True).select_related("unit").order_by("purpose"))
    if not primaries:
        return []
    unit = primaries[0].unit
    others = SiteUse.objects.active().filter(account=account, unit=unit)
    others = others.exclude(pk__in=leaving.order_by().values("pk"))
    staying = set(others.order_by().values_list("purpose", flat=True))
    text = _("The account will have no primary %(purpose)s in %(unit)s.")
    lines = [
        text % {"purpose": use.purpose_label, "unit": unit} for use in primaries if use.purpose in staying
    ]
    ending = [use.purpose_label for use in primaries if use.purpose not in {*staying, told}]
    if ending:
        text = _("Of these purposes the account will have none in %(unit)s: %(purposes)s.")
        lines.append(text % {"unit": unit, "purposes": ", ".join(ending)})
    return lines


def _billed(count: int) -> list[str]:
    """How many ship-tos need another bill-to (R-100)."""
    text = ngettext(
        "%(count)d active Ship To is billed here and needs another Bill To.",
        "%(count)d active Ship To purposes are billed here and need another Bill To.",
        count,
    )
    return counted((count, text))


def going(sites: int, uses: int) -> list[str]:
    """What becomes inactive, without the zeros."""
    of_sites = ngettext(
        "%(count)d account site becomes inactive.", "%(count)d account sites become inactive.", sites
    )
    of_uses = ngettext(
        "%(count)d business purpose becomes inactive.", "%(count)d business purposes become inactive.", uses
    )
    return counted((sites, of_sites), (uses, of_uses))


def going_beyond(count: int) -> list[str]:
    """How much goes in units that the user does not see: the number only (D-15)."""
    text = ngettext(
        "%(count)d active site in other operating units becomes inactive as well.",
        "%(count)d active sites in other operating units become inactive as well.",
        count,
    )
    return counted((count, text))


def coming(sites: int, uses: int) -> list[str]:
    """What comes back, without the zeros."""
    of_sites = ngettext("%(count)d account site comes back.", "%(count)d account sites come back.", sites)
    of_uses = ngettext(
        "%(count)d business purpose comes back.", "%(count)d business purposes come back.", uses
    )
    return counted((sites, of_sites), (uses, of_uses))


def kept() -> str:
    """That removing deletes nothing."""
    return _("Nothing is deleted: Restore brings it back.")


def stays() -> str:
    """That restoring brings back no more than what went (D-11)."""
    return _("What had been removed before stays inactive.")
