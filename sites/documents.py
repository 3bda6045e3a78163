"""What documents take from an account site: the rules that speak of documents, each a function (R-248)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core import asof
from core.asof import moment_of
from parties.addresses import printed_lines
from sites.models import AccountSite, SiteUse
from sites.rules import BILL_TO, SHIP_TO

SITE_PROFILE, ACCOUNT_PROFILE = "site profile", "account profile"


@dataclass(frozen=True)
class Answer:
    """What holds, and why or where it comes from in words."""

    value: Any
    origin: str
    source: str = ""


@dataclass(frozen=True)
class Identity:
    """How a customer is named on documents for a site (R-238)."""

    name: str
    address: tuple[str, ...]
    tax_registration: Answer
    language: str
    territory: str


def takes_new_transactions(site: AccountSite, on: datetime.date) -> Answer:
    """Whether new transactions may be made for a site; open items can be paid all the same (R-064)."""
    account = site.account
    if not site.is_active:
        return Answer(False, _("The site is inactive. Open items can still be paid."))
    if not account.is_active:
        return Answer(False, _("The account is inactive. Open items can still be paid."))
    if account.established_date and on < account.established_date:
        return Answer(False, _("The account is not established yet on that day."))
    return Answer(True, _("Site and account are active."))


def takes_payments(site: AccountSite) -> Answer:
    """Whether open items of a site can be paid: always, inactive or not (R-064)."""
    return Answer(True, _("Open items can be paid whether the site is active or not."))


def document_name(site: AccountSite) -> str:
    """The customer's name on what leaves the house: the site's translation, else the party's name (R-237)."""
    return site.translation or site.account.party.name


def document_identity(
    site: AccountSite, on: datetime.date, *, site_registration: str = "", customer_registration: str = ""
) -> Identity:
    """Name, address as it prints in its country, tax registration, language and territory for documents (R-238).

    The registrations in force on the day come from the tax profiles of the site and of the customer; without either,
    it is the number of the customer itself.
    """
    account, name = site.account, document_name(site)
    language = site.language or account.document_language
    return Identity(
        name=name,
        address=tuple(printed_lines(site.party_site.location, name=name)),
        tax_registration=tax_registration(
            site_registration, customer_registration, account.party.tax_registration_number
        ),
        language=str(language or ""),
        territory=str(site.territory or site.party_site.location.country),
    )


def tax_registration(site: str, customer: str, number: str) -> Answer:
    """The tax registration that applies: the site's, the customer's, the customer's own number (R-238)."""
    return _first(
        (site, _("Tax profile of the site")),
        (customer, _("Tax profile of the customer")),
        (number, _("Tax registration number of the customer")),
    )


def shipping_terms(ship_to: SiteUse | None, bill_to: SiteUse | None) -> dict[str, Answer]:
    """FOB and ship method of a transaction: those of its ship-to, else of its bill-to (R-091)."""
    return {name: _of_uses(name, ship_to, bill_to) for name in ("fob", "ship_method")}


def at_site(site: AccountSite) -> tuple[SiteUse | None, SiteUse | None]:
    """The active ship-to of a site and the bill-to that goes with it: its link, else that of the site; one query.

    Of the moment that the site is shown at.
    """
    rows = SiteUse.objects.filter(site=site, purpose__in=[SHIP_TO, BILL_TO]).select_related(
        "ship_method", "payment_terms", "bill_to__ship_method", "bill_to__payment_terms"
    )
    moment = moment_of(site)
    active = [use for use in (asof.at(rows, moment) if moment else rows) if use.is_active]
    here = {use.purpose: use for use in active}
    ship_to = here.get(SHIP_TO)
    return ship_to, (ship_to and ship_to.bill_to) or here.get(BILL_TO)


def _of_uses(name: str, ship_to: SiteUse | None, bill_to: SiteUse | None) -> Answer:
    return _first((getattr(ship_to, name, None), _("Ship To")), (getattr(bill_to, name, None), _("Bill To")))


def effective_terms(
    site_use_term: Any, site_profile_term: Any, account_profile_term: Any, transaction_type_term: Any = None
) -> Answer:
    """The payment terms of a transaction: the first that is given, from the bill-to site use on (R-142)."""
    return _first(
        (site_use_term, _("Bill To purpose")),
        (site_profile_term, _("Site profile"), SITE_PROFILE),
        (account_profile_term, _("Account profile"), ACCOUNT_PROFILE),
        (transaction_type_term, _("Transaction type")),
    )


def terms_may_be_changed(terms: Answer, override_terms: bool) -> bool:
    """Whether a transaction may have other terms (R-142).

    What came from a profile is changeable where that profile allows it, everything else always.
    """
    return override_terms or terms.source not in {SITE_PROFILE, ACCOUNT_PROFILE}


def _first(*given: tuple[Any, ...]) -> Answer:
    """The first value that is not blank, with its origin."""
    return next((Answer(*one) for one in given if one[0]), Answer(None, _("Nowhere entered")))
