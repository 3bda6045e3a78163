"""What tables and heads say about sites, as it was at a moment (core.asof)."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from core import asof
from sites.models import AccountSite, SiteUse


def set_active_uses(sites: Sequence[AccountSite], moment: datetime.datetime) -> None:
    """Give each site its `active_uses` of then, the primary first; two queries."""
    by_site: dict[int, list[SiteUse]] = defaultdict(list)
    for use in asof.at(
        SiteUse.objects.filter(site__in=[site.pk for site in sites]).order_by("purpose"), moment
    ):
        if use.is_active:
            by_site[use.site_id].append(use)
    for site in sites:
        vars(site)["active_uses"] = sorted(by_site[site.pk], key=lambda use: not use.is_primary)


def worked(use: SiteUse) -> bool:
    """True for an active purpose of an active site of an active account, all as they were."""
    return use.is_active and use.site.is_active and use.account.is_active


def had_active_site(sites: QuerySet[AccountSite], moment: datetime.datetime) -> bool:
    """True when one of `sites` was active."""
    return any(site.is_active for site in asof.at(sites, moment))


def purposes_without_primary(site: AccountSite, moment: datetime.datetime) -> list[str]:
    """The codes of the site's purposes whose group was in use and had no primary (D-3)."""
    group = SiteUse.objects.filter(account=site.account_id, unit=site.unit_id)
    active: list[Any] = [use for use in asof.at(group, moment) if use.is_active]
    here = {use.purpose for use in asof.at(SiteUse.objects.filter(site=site.pk), moment)}
    with_primary = {use.purpose for use in active if use.is_primary}
    return sorted({use.purpose for use in active} & here - with_primary)
