"""What holds between a site or purpose and the rows it hangs on, at every door; asked set-based before each write."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Account
from core.exceptions import refusal
from parties.models import PartySite
from reference import ledger
from sites.models import AccountSite, SiteUse


def keep_sites_in_order(sites: list[AccountSite]) -> None:
    """A site is at an address of its account's customer (R-022); an active one under active ones (R-098)."""
    accounts = _by_pk(
        Account.objects.filter(pk__in={site.account_id for site in sites}), "party_id", "status"
    )
    addresses = _by_pk(
        PartySite.objects.filter(pk__in={site.party_site_id for site in sites}), "party_id", "status"
    )
    for site in sites:
        account, address = accounts[site.account_id], addresses[site.party_site_id]
        if address["party_id"] != account["party_id"]:
            raise refusal(site, {"party_site": _("Choose an address of this customer.")})
        if site.is_active and account["status"] != "A":
            raise refusal(site, {"__all__": _("The account is inactive; restore it first.")})
        if site.is_active and address["status"] != "A":
            raise refusal(site, {"party_site": _("Choose an active address.")})


def keep_uses_in_order(uses: list[SiteUse]) -> None:
    """An active purpose is on an active site (R-098); what is newly chosen for it can be used (R-076, R-260)."""
    sites = _by_pk(AccountSite.objects.filter(pk__in={use.site_id for use in uses}), "status")
    written = [use.pk for use in uses if use.pk is not None]
    before = _by_pk(SiteUse.objects.filter(pk__in=written), "bill_to_id", *ledger.COLUMNS) if written else {}
    for use in uses:
        if use.is_active and sites[use.site_id]["status"] != "A":
            raise refusal(
                use, {"__all__": _("%(site)s is inactive; restore the site first.") % {"site": use.site}}
            )
    _require_active_bill_tos(uses, before)
    ledger.require_usable(uses, before)


def _require_active_bill_tos(uses: list[SiteUse], before: dict[int, dict[str, Any]]) -> None:
    chosen = [use for use in uses if use.bill_to_id and _is_new(use, "bill_to_id", before)]
    inactive = SiteUse.objects.inactive().filter(pk__in={use.bill_to_id for use in chosen})
    gone = set(inactive.order_by().values_list("pk", flat=True)) if chosen else set()
    for use in chosen:
        if use.bill_to_id in gone:
            raise refusal(use, {"bill_to": _("This Bill To is inactive; choose an active one.")})


def _is_new(use: SiteUse, name: str, before: dict[int, dict[str, Any]]) -> bool:
    return use.pk not in before or before[use.pk][name] != getattr(use, name)


def _by_pk(rows: QuerySet[Any], *names: str) -> dict[int, dict[str, Any]]:
    return {row["pk"]: row for row in rows.order_by().values("pk", *names)}
