"""The head of a customer: who it is, what it is known by, what can be done with it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core import asof
from core.asof import moment_of
from core.pages import extra
from core.pages.header import Action, Fact, Header
from core.pages.pills import Pill
from customers.pages.kept import kinds
from customers.pages.kept.tab import pinned_notes
from parties.models import Party, PartySite
from parties.rules import reference_texts
from sites.readiness import of_customer
from sites.rules import BILL_TO, DRAWEE

CHANGE = "parties.change_party"


def customer_header(party: Party, request: HttpRequest) -> Header:
    """The header of every page of a customer."""
    address = _identifying_address(party)
    return Header(
        party.name,
        number=party.registry_id,
        kind=party.get_kind_display(),
        status=party,
        facts=[
            Fact(_("Registry ID"), party.registry_id),
            Fact(_("Identifying Address"), address.location if address else None),
            *_readiness(party, request.user),
            *_numbers(party),
        ],
        details=_details(party),
        actions=_actions(party),
        pinned=pinned_notes(kinds.CUSTOMER, party, request),
    )


def create_account(party: Party) -> Action:
    """The way to another account of the customer."""
    url = reverse("customers:create-account", args=[party.pk])
    return Action(_("Create Account"), url, "accounts.add_account", icon="plus")


def _identifying_address(party: Party) -> PartySite | None:
    """The address that identifies the customer, an active one before others."""
    rows = PartySite.objects.with_address().filter(party=party)
    moment = moment_of(party)
    if moment is None:
        return rows.filter(identifying=True).order_by("status").first()
    identifying = [row for row in asof.at(rows, moment) if row.identifying]
    return min(identifying, key=lambda row: row.status, default=None)


def _readiness(party: Party, user: Any) -> list[Fact]:
    """What an account of the customer can be used for in the units of `user` (R-025, R-239)."""
    found = of_customer(party, user)
    return [
        Fact(_("Transaction-ready"), Pill(*found.tells(BILL_TO))),
        Fact(_("Ready for Bills Receivable"), Pill(*found.tells(DRAWEE))),
    ]


def _numbers(party: Party) -> list[Fact]:
    """What identifies the customer elsewhere; only what is known."""
    duns = getattr(party.details, "duns_number", "")
    known = [
        Fact(_("Alias"), party.alias),
        Fact(_("D-U-N-S Number"), duns),
        Fact(_("Taxpayer ID"), party.taxpayer_id),
        Fact(_("Tax Registration Number"), party.tax_registration_number),
    ]
    return [fact for fact in known if fact.value]


def _details(party: Party) -> list[Fact]:
    details = party.details
    facts = [
        Fact(_("Reference"), ", ".join(reference_texts(party))),
        Fact(_("Customer Category"), party.get_category_display()),
        Fact(_("Name Pronunciation"), party.pronunciation),
        *[
            Fact(field.verbose_name, _value(details, field))
            for field in details._meta.concrete_fields
            if field.editable and field.name not in {"id", "duns_number"}
        ],
    ]
    return [*(fact for fact in facts if fact.value not in ("", None)), *extra.facts(party)]


def _value(record: Any, field: Any) -> Any:
    display = getattr(record, f"get_{field.name}_display", None)
    return display() if display else getattr(record, field.name)


def _actions(party: Party) -> list[Action]:
    edit = Action(
        _("Edit"), reverse("customers:edit", args=[party.pk]), CHANGE, icon="pencil-square", shortcut="edit"
    )
    if party.is_active:
        remove = Action(_("Remove"), reverse("customers:remove", args=[party.pk]), CHANGE, "danger")
        return [create_account(party), edit, remove]
    return [edit, Action(_("Restore"), reverse("customers:restore", args=[party.pk]), CHANGE)]
