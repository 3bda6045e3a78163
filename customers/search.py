"""Customer Search: which customers, and which of their accounts, meet the criteria (R-001 to R-004).

Pages, and later other doors, fill `Criteria`; everything that belongs to an operating unit counts only where the user
may see the unit.
"""

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Account
from core.text import fold
from matching import normalise
from matching.index import ADDRESS_SOURCES, extra_source
from matching.search import found, matching, named, with_number, with_value
from parties.models import Party, PartySite
from reference.options import options
from sites.models import AccountSite
from sites.readiness import ready_accounts

ACTIVE, INACTIVE, ALL = "A", "I", "all"
# Criteria that say where and how to look, not what for.
NOT_CRITERIA = frozenset({"kind", "status", "name_match"})
# criterion -> the sources of the word index that it is looked up in
TEXTS: dict[str, tuple[str, ...]] = {
    "alias": ("alias", "pronunciation"),
    "account_description": ("account_description",),
    "address": (*ADDRESS_SOURCES, "site_name"),
    "line": ("line",),
    "city": ("city",),
    "county": ("county",),
    "state": ("state",),
    "province": ("province",),
    "postal_code": ("postal_code",),
    "site_name": ("site_name",),
    "first_name": ("name",),
    "last_name": ("name",),
}
NUMBERS = ("registry_id", "taxpayer_id", "tax_registration_number", "duns_number", "site_number")
# Criteria that a single account must meet.
OF_ACCOUNTS = ("account_number", "classification", "unit", "purpose", "billing_ready", "bills_ready")
YES, NO = "yes", "no"
ADDRESS_TEXTS = ("address", "line", "city", "county", "state", "province", "postal_code")


@dataclass(frozen=True)
class ExtraCriterion:
    """What an extra field of customers, accounts or account sites must hold: words of a text, or exactly a value."""

    model: Any
    code: str
    value: Any
    words: bool = False

    def find(self, parties: QuerySet[Party], user: Any) -> QuerySet[Party]:
        """The parties that have it, or an account or a site of the user's units that has it."""
        source = extra_source(self.model, self.code)
        if self.words:
            return matching(parties, self.value, user, [source])
        return with_value(parties, self.value, user, source)

    def holds(self, values: dict[str, Any]) -> bool:
        """Whether the extra fields of one record meet it."""
        held = values.get(self.code)
        if held is None or not self.words:
            return held is not None and normalise.exact(held) == normalise.exact(self.value)
        return _begin_words(normalise.words(self.value), normalise.words(held))


@dataclass(frozen=True)
class Criteria:
    """What is looked for; empty strings and None are no criterion. `text` is the one search box."""

    kind: str = Party.Kind.ORGANIZATION
    status: str = ACTIVE
    text: str = ""
    name: str = ""
    name_match: str = "contains"
    first_name: str = ""
    last_name: str = ""
    registry_id: str = ""
    account_number: str = ""
    account_description: str = ""
    taxpayer_id: str = ""
    tax_registration_number: str = ""
    duns_number: str = ""
    alias: str = ""
    address: str = ""
    line: str = ""
    city: str = ""
    county: str = ""
    state: str = ""
    province: str = ""
    postal_code: str = ""
    country: Any = None
    site_name: str = ""
    site_number: str = ""
    unit: Any = None
    purpose: str = ""
    classification: str = ""
    category: str = ""
    billing_ready: str = ""
    bills_ready: str = ""
    extra: tuple["ExtraCriterion", ...] = ()

    def is_empty(self) -> bool:
        """True when nothing says what is looked for (R-001)."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name not in NOT_CRITERIA)


def find_customers(criteria: Criteria, user: Any) -> QuerySet[Party]:
    """The customers of the wanted type that meet every criterion, the likeliest first (R-002)."""
    parties: QuerySet[Party] = (
        Party.objects.filter(kind=criteria.kind) if criteria.kind else Party.objects.all()
    )
    if criteria.status != ALL:
        parties = parties.filter(status=criteria.status)
    parties = _by_keys(_by_name(parties, criteria, user), criteria, user)
    if criteria.category:
        parties = parties.filter(category=criteria.category)
    if criteria.country:
        at_home = PartySite.objects.filter(party=OuterRef("pk"), location__country=criteria.country)
        parties = parties.filter(Exists(at_home))
    if _asks_for_accounts(criteria):
        parties = parties.filter(Exists(_accounts(criteria, user).filter(party=OuterRef("pk"))))
    if criteria.text:
        return found(parties, criteria.text, user)
    return parties.order_by(*_list_order())


def _by_keys(parties: QuerySet[Party], criteria: Criteria, user: Any) -> QuerySet[Party]:
    """Customers whose search keys meet the criteria about texts, numbers and extra fields."""
    for name, sources in TEXTS.items():
        if value := getattr(criteria, name):
            parties = matching(parties, value, user, sources)
    for name in NUMBERS:
        if value := getattr(criteria, name):
            parties = with_number(parties, value, user, name)
    for criterion in criteria.extra:
        parties = criterion.find(parties, user)
    return parties


def matching_accounts(criteria: Criteria, party: Party, user: Any) -> QuerySet[Account]:
    """Those accounts of a found customer that meet the criteria (R-004)."""
    accounts = _accounts(criteria, user).filter(party=party)
    if any(getattr(criteria, name) for name in ADDRESS_TEXTS) or criteria.country:
        sites = AccountSite.objects.visible_to(user).filter(
            party_site__in=_addresses(criteria, party), account=OuterRef("pk")
        )
        accounts = accounts.filter(Exists(sites))
    if criteria.account_description:
        accounts = accounts.filter(pk__in=_described(accounts, criteria.account_description))
    if of_accounts := [criterion for criterion in criteria.extra if criterion.model is Account]:
        accounts = accounts.filter(pk__in=_holders(accounts.values_list("pk", "extra"), of_accounts))
    if of_sites := [criterion for criterion in criteria.extra if criterion.model is AccountSite]:
        sites = AccountSite.objects.visible_to(user).filter(account__party=party)
        accounts = accounts.filter(pk__in=_holders(sites.values_list("account_id", "extra"), of_sites))
    return _by_text(accounts, criteria.text) if criteria.text else accounts


def _holders(rows: Any, wanted: list[ExtraCriterion]) -> set[int]:
    """The ids of the rows (id, extra fields) that meet every one of the criteria."""
    return {pk for pk, values in rows if all(criterion.holds(values) for criterion in wanted)}


def _list_order() -> list[str]:
    spoken = options().sort_by_pronunciation
    return ["pronunciation_key", "name_key", "pk"] if spoken else ["name_key", "pk"]


def _by_name(parties: QuerySet[Party], criteria: Criteria, user: Any) -> QuerySet[Party]:
    """Customers whose name contains words that begin so, starts so, or is so."""
    if not criteria.name:
        return parties
    if criteria.name_match == "contains" or "%" in criteria.name:
        return matching(parties, criteria.name, user, ("name",))
    return named(parties, criteria.name, whole=criteria.name_match == "is")


def _asks_for_accounts(criteria: Criteria) -> bool:
    return any(getattr(criteria, name) for name in OF_ACCOUNTS)


def _accounts(criteria: Criteria, user: Any) -> QuerySet[Account]:
    """Accounts that meet what is asked of accounts and of their sites."""
    accounts = Account.objects.all()
    if criteria.status != ALL:
        accounts = accounts.filter(status=criteria.status)
    if criteria.account_number:
        key = fold(criteria.account_number.rstrip("% "))
        lookup = "number_key__prefix" if criteria.account_number.rstrip().endswith("%") else "number_key"
        accounts = accounts.filter(
            Q(**{lookup: key})
            | Q(pk__in=Account.objects.filter(**{f"former_numbers__{lookup}": key}).values("pk"))
        )
    if criteria.classification:
        accounts = accounts.filter(classification=criteria.classification)
    if criteria.billing_ready or criteria.bills_ready:
        accounts = accounts.filter(_readiness(criteria, user))
    if criteria.unit or criteria.purpose:
        accounts = accounts.filter(Exists(_sites(criteria, user).filter(account=OuterRef("pk"))))
    return accounts


def _readiness(criteria: Criteria, user: Any) -> Q:
    """Accounts that are, or are not, ready for billing and for bills receivable in the user's units (R-025, R-239)."""
    answers = {YES: True, NO: False}
    return ready_accounts(
        user,
        unit=criteria.unit,
        billing=answers.get(criteria.billing_ready),
        bills=answers.get(criteria.bills_ready),
    )


def _sites(criteria: Criteria, user: Any) -> QuerySet[AccountSite]:
    """Account sites of the user's units that meet what is asked of sites, all of it at one site."""
    sites = AccountSite.objects.visible_to(user)
    if criteria.status == ACTIVE:
        sites = sites.active()
    if criteria.unit:
        sites = sites.filter(unit=criteria.unit)
    if criteria.purpose:
        sites = sites.filter(uses__purpose=criteria.purpose, uses__status="A")
    return sites


def _addresses(criteria: Criteria, party: Party) -> list[int]:
    """Ids of the addresses of a customer that meet every criterion about addresses."""
    sites = PartySite.objects.filter(party=party).select_related("location")
    if criteria.country:
        sites = sites.filter(location__country=criteria.country)
    wanted = {name: normalise.words(getattr(criteria, name)) for name in ADDRESS_TEXTS}
    return [site.pk for site in sites if all(_stands_in(site, name, words) for name, words in wanted.items())]


def _stands_in(site: PartySite, criterion: str, wanted: list[str]) -> bool:
    """Every wanted word begins a word of the address, as the word index has it."""
    columns = [column for source in TEXTS[criterion] for column in ADDRESS_SOURCES.get(source, ())]
    text = " ".join([getattr(site.location, column) for column in columns])
    known = normalise.words(f"{text} {site.name}" if criterion == "address" else text)
    return _begin_words(wanted, known)


def _begin_words(wanted: list[str], known: list[str]) -> bool:
    """Every wanted word begins one of the known ones."""
    return all(any(word.startswith(part.rstrip("%")) for word in known) for part in wanted)


def _described(accounts: QuerySet[Account], text: str) -> list[int]:
    wanted = normalise.words(text)
    return [
        pk
        for pk, description in accounts.values_list("pk", "description")
        if _begin_words(wanted, normalise.words(description))
    ]


def _by_text(accounts: QuerySet[Account], text: str) -> QuerySet[Account]:
    """The accounts that the search box names by number or description; all where it names none of them."""
    key = fold(text.rstrip("% "))
    numbered = accounts.filter(
        Q(number_key__prefix=key)
        | Q(pk__in=accounts.filter(former_numbers__number_key__prefix=key).values("pk"))
    )
    named = set(numbered.values_list("pk", flat=True)) or set(_described(accounts, text))
    return accounts.filter(pk__in=named) if named else accounts
