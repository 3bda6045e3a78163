"""The head of an account site: where it is, whose it is, what can be done with it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import extra
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.pills import Pill
from core.scope import visible_units
from customers.pages.kept import kinds
from customers.pages.kept.tab import pinned_notes
from parties.rules import reference_texts
from sites.facts import purposes_without_primary
from sites.models import AccountSite
from sites.pages import moves
from sites.pages.tables import CHANGE_SITE


def site_header(site: AccountSite, request: HttpRequest) -> Header:
    """The header of every page of an account site."""
    address = site.party_site
    party = site.account.party
    return Header(
        address.name or _("Site %(number)s") % {"number": address.number},
        number=address.number if address.name else "",
        kind=_("Account site"),
        status=site,
        crumbs=[
            Crumb(_("Customers"), reverse("customers:search")),
            Crumb(party, party.get_absolute_url()),
            Crumb(_("Account %(account)s") % {"account": site.account}, site.account.get_absolute_url()),
        ],
        facts=[
            Fact(_("Address"), address.location),
            *moves.facts(site),
            Fact(_("Operating Unit"), site.unit),
            Fact(_("Category"), site.get_category_display()),
            *([Fact(_("Identifying Address"), Pill(_("Yes"), "ok"))] if address.identifying else []),
            *[Fact(_("Primary"), Pill(missing, "warn")) for missing in _missing_primaries(site)],
        ],
        details=[
            Fact(_("Site Number"), address.number),
            Fact(_("Addressee"), address.addressee),
            Fact(_("Mail Stop"), address.mail_stop),
            Fact(_("Territory"), site.territory),
            Fact(_("Language"), site.language),
            Fact(_("Translation"), site.translation),
            Fact(_("EDI Location"), site.edi_location),
            Fact(_("Salesperson"), site.salesperson),
            Fact(_("Reference"), ", ".join(reference_texts(site))),
            *extra.facts(site),
        ],
        actions=_actions(site, request.user),
        pinned=pinned_notes(kinds.SITE, site, request),
    )


def _missing_primaries(site: AccountSite) -> list[str]:
    """One line per purpose whose group has no primary (D-3)."""
    return [
        _("No primary %(purpose)s in this operating unit") % {"purpose": purpose}
        for purpose in purposes_without_primary(site)
    ]


def _actions(site: AccountSite, user: Any) -> list[Action]:
    edit = Action(
        _("Edit"), reverse("sites:edit", args=[site.pk]), CHANGE_SITE, icon="pencil-square", shortcut="edit"
    )
    if not site.is_active:
        return [edit, Action(_("Restore"), reverse("sites:restore", args=[site.pk]), CHANGE_SITE)]
    remove = Action(_("Remove"), reverse("sites:remove", args=[site.pk]), CHANGE_SITE, "danger")
    return [edit, moves.edit_address(site), *_mark(site), *_copy(site, user), remove]


def _mark(site: AccountSite) -> list[Action]:
    """Another address of the customer can identify it (R-055)."""
    if site.party_site.identifying or not site.party_site.is_active:
        return []
    mark = reverse("sites:identifying", args=[site.pk])
    return [Action(_("Mark As Identifying"), mark, "parties.change_partysite")]


def _copy(site: AccountSite, user: Any) -> list[Action]:
    """Who works in several units can have the site in another of them as well (R-262)."""
    if len(visible_units(user)) < 2:
        return []
    copy = reverse("sites:copy", args=[site.pk])
    return [Action(_("Copy To Operating Unit"), copy, "customer_sites.add_accountsite")]
