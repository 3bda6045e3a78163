"""The head of an account: what it is, whether it can be used, what can be done with it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.pages.tables import CHANGE_ACCOUNT, create_site
from core.pages import extra
from core.pages.header import Action, Crumb, Fact, Header
from core.pages.pills import Pill
from customers.pages.kept import kinds
from customers.pages.kept.tab import pinned_notes
from parties.rules import reference_texts
from sites import rules
from sites.readiness import lacking


def account_header(account: Account, request: HttpRequest) -> Header:
    """The header of every page of an account."""
    return Header(
        _("Account %(number)s") % {"number": account.number},
        number=account.description,
        kind=_formerly(account),
        status=account,
        crumbs=[
            Crumb(_("Customers"), reverse("customers:search")),
            Crumb(account.party, account.party.get_absolute_url()),
        ],
        facts=[
            *_readiness(account, request.user),
            Fact(_("Account Type"), account.get_account_type_display()),
            Fact(_("Account Role"), account.get_role_display()),
            Fact(_("Classification"), account.get_classification_display()),
            Fact(_("Sales Channel"), account.get_sales_channel_display()),
            Fact(_("Established"), account.established_date),
            *([] if account.is_active else [Fact(_("Termination Date"), account.termination_date)]),
        ],
        details=[
            Fact(_("Account Number"), account.number),
            Fact(_("Account Description"), account.description),
            Fact(_("Customer"), account.party, account.party.get_absolute_url()),
            Fact(_("Registry ID"), account.party.registry_id),
            Fact(_("Reference"), ", ".join(reference_texts(account))),
            *_externally_maintained(account),
            *extra.facts(account),
        ],
        actions=_actions(account),
        pinned=pinned_notes(kinds.ACCOUNT, account, request),
    )


def _formerly(account: Account) -> str:
    """The numbers that people may still know the account by (R-018)."""
    former = [row for row in account.former_numbers.all() if row.number != account.number]
    return ", ".join(dict.fromkeys(str(row) for row in former))


def _readiness(account: Account, user: object) -> list[Fact]:
    """Whether the account is ready for billing and for bills receivable, or why not (R-025, R-239)."""
    found = lacking(account, user)
    word, tone = found.found.tells(rules.DRAWEE)
    bills = Fact(_("Ready for Bills Receivable"), Pill(word, tone))
    if found.units:
        text = _("Not in %(units)s") % {"units": ", ".join(found.units)}
        return [Fact(_("Transaction-ready"), Pill(text, "warn")), bills]
    if not found.billing:
        return [Fact(_("Transaction-ready"), Pill(_("Yes"), "ok")), bills]
    return [
        Fact(_("Transaction-ready"), Pill(_("No"), "warn")),
        Fact(_("Why not"), " ".join(found.billing)),
        bills,
    ]


def _externally_maintained(account: Account) -> list[Fact]:
    """What another system keeps about the account: the whole block where one does, else each fact that is known."""
    facts = [
        Fact(_("Externally Maintained In"), account.externally_maintained_in),
        Fact(_("Customer Group"), account.get_customer_group_display()),
        Fact(_("Inventory Site"), account.inventory_site),
        Fact(_("Warehouse"), account.warehouse),
        Fact(_("Document Language"), account.document_language),
    ]
    if account.externally_maintained:
        return [Fact(_("Is Externally Maintained"), True), *facts]
    return [fact for fact in facts if fact.value]


def _actions(account: Account) -> list[Action]:
    edit = Action(
        _("Edit"),
        reverse("accounts:edit", args=[account.pk]),
        CHANGE_ACCOUNT,
        icon="pencil-square",
        shortcut="edit",
    )
    if account.is_active:
        remove = reverse("accounts:remove", args=[account.pk])
        return [create_site(account), edit, Action(_("Remove"), remove, CHANGE_ACCOUNT, "danger")]
    return [edit, Action(_("Restore"), reverse("accounts:restore", args=[account.pk]), CHANGE_ACCOUNT)]
