"""Creating what a clerk calls a customer: party, address, account, account site, purposes and profile together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.models import Account, AccountSourceReference
from accounts.services import add_references, open_accounts
from core.exceptions import refusal
from parties.models import OrganizationDetails, Party, PartySite, PersonDetails
from parties.services import add_addresses, register_parties
from profiles.models import ProfileClass
from profiles.services import assign_profiles
from sites.models import AccountSite, SiteSourceReference, SiteUse
from sites.services import add_site_references, add_sites, add_uses


@dataclass
class NewUse:
    """A business purpose to be made; `primary` is the user's word, None where he said nothing (R-070)."""

    use: SiteUse
    primary: bool | None = None


@dataclass
class NewSite:
    """An account site to be made at a new address (`address.location` without a row) or an existing one."""

    address: PartySite
    site: AccountSite
    uses: list[NewUse] = field(default_factory=list)
    references: list[SiteSourceReference] = field(default_factory=list)


@dataclass
class NewAccount:
    """An account to be made, with at least one site (R-021); without a profile class it gets DEFAULT (R-019)."""

    account: Account
    sites: list[NewSite]
    profile_class: ProfileClass | None = None
    references: list[AccountSourceReference] = field(default_factory=list)


@dataclass
class NewCustomer:
    """A party to be registered with its accounts."""

    party: Party
    details: OrganizationDetails | PersonDetails
    accounts: list[NewAccount]


def create_customer(new: NewCustomer) -> Party:
    """Create one customer, whole or not at all (R-013, R-029); answers the party."""
    return create_customers([new])[0]


def create_customers(customers: Sequence[NewCustomer]) -> list[Party]:
    """Create customers with their accounts, addresses, sites, purposes and profiles; answers the parties.

    Set-based: the number of statements does not grow with the customers. Call it inside a unit of work, which makes
    it one transaction (R-029). Raises ValidationError whose `records` name each refused record.
    """
    parties = register_parties([(new.party, new.details) for new in customers])
    for new in customers:
        for account in new.accounts:
            account.account.party = new.party
            for site in account.sites:
                site.address.party = new.party
    create_accounts([account for new in customers for account in new.accounts])
    return parties


def create_accounts(accounts: Sequence[NewAccount]) -> list[Account]:
    """Open accounts of registered parties with their sites, purposes and profiles; answers the accounts."""
    for new in accounts:
        if not new.sites:
            raise refusal(new.account, {"__all__": _("An account needs at least one account site.")})
    sites = [site for account in accounts for site in account.sites]
    addresses = {id(site.address): site.address for site in sites if site.address.pk is None}
    add_addresses(list(addresses.values()))
    opened = open_accounts([new.account for new in accounts])
    assign_profiles([(new.account, new.profile_class) for new in accounts])
    add_references([_owned(reference, new.account) for new in accounts for reference in new.references])
    for new in accounts:
        for site in new.sites:
            site.site.account, site.site.party_site = new.account, site.address
    create_sites(sites)
    return opened


def create_sites(sites: Sequence[NewSite]) -> list[AccountSite]:
    """Make account sites at addresses that exist, with their references and purposes; answers the sites."""
    made = add_sites([new.site for new in sites])
    add_site_references([(reference, new.site) for new in sites for reference in new.references])
    uses = [use for new in sites for use in new.uses]
    for new in sites:
        for use in new.uses:
            use.use.site = new.site
    add_uses([new.use for new in uses], [new.primary for new in uses])
    return made


def open_site(account: Account, new: NewSite) -> AccountSite:
    """Make one account site at an address of the customer, which is made too where it has no row yet (R-058, R-059).

    Call it inside a unit of work, so that both are made or neither is.
    """
    new.site.account = account
    if new.address.pk is None:
        new.address.party = account.party
        add_addresses([new.address])
    new.site.party_site = new.address
    return create_sites([new])[0]


def _owned(reference: AccountSourceReference, account: Account) -> AccountSourceReference:
    reference.account = account
    return reference
