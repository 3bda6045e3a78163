"""The head of a business purpose: what it is, of which site, what can be done with it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.asof import moment_of
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.paging import grouped
from core.pages.pills import Pill
from sites import rules
from sites.facts import billed_at, purposes_without_primary, waiting_for
from sites.models import SiteUse
from sites.pages.tables import CHANGE_USE, site_label, use_row_actions


def purpose_header(use: SiteUse, request: HttpRequest) -> Header:
    """The header of every page of a business purpose."""
    site, party = use.site, use.account.party
    return Header(
        use.purpose_label,
        number=use.location,
        kind=_("Business purpose"),
        status=use,
        crumbs=[
            Crumb(_("Customers"), reverse("customers:search")),
            Crumb(party, party.get_absolute_url()),
            Crumb(_("Account %(account)s") % {"account": use.account}, use.account.get_absolute_url()),
            Crumb(_("Site %(number)s") % {"number": site.party_site.number}, site.get_absolute_url()),
        ],
        facts=[
            Fact(_("Account Site"), site_label(site), site.get_absolute_url()),
            Fact(_("Address"), site.party_site.location),
            Fact(_("Operating Unit"), use.unit),
            _primary(use),
            *_bill_to(use),
            *_billed_here(use),
        ],
        actions=_actions(use),
    )


def _primary(use: SiteUse) -> Fact:
    """Whether it is the primary of its group, or that the group has none (D-3)."""
    if use.is_primary and use.is_active:
        return Fact(_("Primary"), Pill(_("Yes"), "ok"))
    if use.is_active and use.purpose_label in purposes_without_primary(use.site):
        text = _("No primary %(purpose)s in this operating unit") % {"purpose": use.purpose_label}
        return Fact(_("Primary"), Pill(text, "warn"))
    return Fact(_("Primary"), False)


def _bill_to(use: SiteUse) -> list[Fact]:
    """Where a Ship To is billed; an inactive Bill To keeps it from being used (R-100)."""
    if use.purpose != rules.SHIP_TO:
        return []
    bill_to = use.bill_to
    if bill_to is None:
        return [Fact(_("Bill To Location"), None)]
    problem = rules.ship_to_not_ready(bill_to) if use.is_active else ""
    pill = [Fact(_("Ready"), Pill(problem, "warn"))] if problem else []
    return [Fact(_("Bill To Location"), bill_to.location, bill_to.get_absolute_url()), *pill]


def _billed_here(use: SiteUse) -> list[Fact]:
    """How many active Ship To purposes are billed at a Bill To today, or wait for an inactive one (R-100)."""
    if use.purpose != rules.BILL_TO or moment_of(use):
        return []
    if not use.is_active:
        count = waiting_for(SiteUse.objects.filter(pk=use.pk)).count()
        waiting = Pill(grouped(count), "warn") if count else 0
        return [Fact(_("Ship To Purposes Waiting for It"), waiting)]
    return [Fact(_("Ship To Purposes Billed Here"), billed_at(SiteUse.objects.filter(pk=use.pk)).count())]


def _actions(use: SiteUse) -> list[Action]:
    edit = Action(
        _("Edit"),
        reverse("sites:edit-purpose", args=[use.site_id, use.pk]),
        CHANGE_USE,
        icon="pencil-square",
        shortcut="edit",
    )
    return [edit, *use_row_actions(use)]
