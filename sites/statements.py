"""A Statements purpose lives by the Bill To of its site (R-078)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.writes.derived import derive
from sites import rules
from sites.models import SiteUse


def without_bill_to(uses: Sequence[SiteUse]) -> list[SiteUse]:
    """Those of `uses` that are Statements on a site with no active Bill To, neither stored nor among `uses`.

    One query where there are Statements among them, none otherwise. Their own status is not asked.
    """
    statements = [use for use in uses if use.purpose == rules.STATEMENTS]
    if not statements:
        return []
    billed = {use.site_id for use in uses if use.purpose == rules.BILL_TO}
    stored = SiteUse.objects.active().bill_to().filter(site__in={use.site_id for use in statements})
    stored = stored.exclude(pk__in=[use.pk for use in uses if use.pk])
    billed |= set(stored.order_by().values_list("site_id", flat=True))
    return [use for use in statements if use.site_id not in billed]


def that_need(bill_tos: Sequence[SiteUse]) -> QuerySet[SiteUse]:
    """The active Statements on the sites of some Bill Tos."""
    sites = {use.site_id for use in bill_tos}
    return SiteUse.objects.active().filter(purpose=rules.STATEMENTS, site__in=sites).order_by("pk")


def take_along(leaving: Sequence[SiteUse]) -> list[QuerySet[SiteUse]]:
    """The Statements that go with the Bill Tos among `leaving`; refused where nobody agreed to that."""
    bill_tos = [use for use in leaving if use.purpose == rules.BILL_TO]
    if not bill_tos:
        return []
    going = {use.pk for use in leaving}
    dependent = [use for use in that_need(bill_tos).only("pk", "site") if use.pk not in going]
    if not dependent:
        return []
    by_site = {use.site_id: use for use in bill_tos}
    refused = [use for use in dependent if not by_site[use.site_id].takes_statements]
    if refused:
        raise ValidationError(needed(len(refused)))
    for use in dependent:
        derive(SiteUse.objects.filter(pk=use.pk), removed_with=by_site[use.site_id])
    return [SiteUse.objects.filter(pk__in=[use.pk for use in dependent])]


def needed(count: int) -> str:
    """Why a Bill To stays."""
    return ngettext(
        "%(count)d active Statements purpose needs this Bill To: remove it along with the Bill To, or keep both.",
        "%(count)d active Statements purposes need these Bill Tos: remove them along, or keep them.",
        count,
    ) % {"count": count}


def needs_bill_to() -> str:
    """Why Statements cannot be active."""
    return _("Statements need an active Bill To on the same site.")
