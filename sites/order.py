"""What holds between a site or purpose and the rows it hangs on, at every door; asked set-based before each write."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Account
from core import writes
from core.exceptions import refusal
from parties.models import PartySite
from reference import ledger
from reference.options import held_options, multiple_organizations, options
from sites import rules, statements
from sites.models import AccountSite, SiteUse

Before = dict[int, dict[str, Any]]
# What is asked about only where it is newly chosen.
COMPARED = ("bill_to_id", "internal_location_id", "price_list_id", "ship_method_id", *ledger.COLUMNS)


def keep_sites_in_order(sites: list[AccountSite]) -> None:
    """A site is at an address of its account's customer (R-022); an active one under active ones (R-098)."""
    accounts = writes.read(Account, [site.account_id for site in sites], "party_id", "status")
    addresses = writes.read(PartySite, [site.party_site_id for site in sites], "party_id", "status")
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
    sites = writes.read(AccountSite, [use.site_id for use in uses], "status")
    written = [use.pk for use in uses if use.pk is not None]
    before = writes.read(SiteUse, written, *COMPARED)
    for use in uses:
        if use.is_active and sites[use.site_id]["status"] != "A":
            raise refusal(
                use, {"__all__": _("%(site)s is inactive; restore the site first.") % {"site": use.site}}
            )
    mark_exclusive(uses)
    for use in statements.without_bill_to([use for use in uses if use.is_active]):
        raise refusal(use, {"purpose": statements.needs_bill_to()})
    _require_active_bill_tos(uses, before)
    ledger.require_usable(uses, before)
    _require_bill_to_of_drawees(uses, before)
    _require_internal_accounts(uses, before)
    _require_orders(uses, before)


def mark_exclusive(uses: list[SiteUse]) -> None:
    """What the option says now, held until the work ends, so that the constraint speaks for it (R-079)."""
    optional = [use for use in uses if use.purpose == rules.DUNNING]
    if optional:
        one = held_options().one_dunning_site
        for use in optional:
            use.exclusive = rules.is_exclusive(use.purpose, one)


def _require_active_bill_tos(uses: list[SiteUse], before: Before) -> None:
    chosen = [use for use in uses if use.bill_to_id and _is_new(use, "bill_to_id", before)]
    bill_tos = writes.read(SiteUse, [use.bill_to_id for use in chosen], "status")
    for use in chosen:
        if use.bill_to_id in bill_tos and bill_tos[use.bill_to_id]["status"] != "A":
            raise refusal(use, {"bill_to": _("This Bill To is inactive; choose an active one.")})


def _require_bill_to_of_drawees(uses: list[SiteUse], before: Before) -> None:
    """Accounts of a drawee are entered where the account has a bill-to in the unit (R-081)."""
    entered = [
        (use, name)
        for use in uses
        for name in sorted(rules.DRAWEE_ACCOUNTS)
        if getattr(use, f"{name}_id") and _is_new(use, f"{name}_id", before)
    ]
    if not entered:
        return
    accounts = {use.account_id for use, _name in entered}
    billed = SiteUse.objects.active().bill_to().filter(account__in=accounts).order_by()
    known = set(billed.values_list("account_id", "unit_id"))
    known |= {(use.account_id, use.unit_id) for use in uses if use.purpose == rules.BILL_TO}
    for use, name in entered:
        if (use.account_id, use.unit_id) not in known:
            raise refusal(
                use,
                {name: _("The account has no Bill To in this operating unit yet; add one first.")},
            )


def _require_internal_accounts(uses: list[SiteUse], before: Before) -> None:
    """An internal location is of an internal account (R-088)."""
    chosen = [
        use for use in uses if use.internal_location_id and _is_new(use, "internal_location_id", before)
    ]
    external = Account.objects.exclude(account_type=Account.Type.INTERNAL)
    found = (
        external.filter(pk__in={use.account_id for use in chosen}).order_by() if chosen else external.none()
    )
    refused = set(found.values_list("pk", flat=True))
    for use in chosen:
        if use.account_id in refused:
            raise refusal(use, {"internal_location": internal_only()})


def keep_internal_accounts(accounts: list[Account]) -> None:
    """An account stays internal while active purposes have internal locations; their number is told only (D-15)."""
    external = [
        account for account in accounts if account.pk and account.account_type != Account.Type.INTERNAL
    ]
    if not external:
        return
    uses = SiteUse.objects.active().filter(account__in=external, internal_location__isnull=False)
    for use in uses.order_by("pk")[:1]:
        account = next(account for account in external if account.pk == use.account_id)
        raise refusal(
            account,
            {
                "account_type": _(
                    "Business purposes of this account have internal locations; empty those first."
                )
            },
        )


def not_to_restore(uses: list[SiteUse]) -> list[tuple[SiteUse, str]]:
    """The purposes that must stay inactive, with the reason (R-078, R-088)."""
    located = [use for use in uses if use.internal_location_id]
    external = Account.objects.exclude(account_type=Account.Type.INTERNAL)
    found = external.filter(pk__in={use.account_id for use in located}) if located else external.none()
    refused = set(found.order_by().values_list("pk", flat=True)) if located else set()
    return [
        *[(use, statements.needs_bill_to()) for use in statements.without_bill_to(uses)],
        *[(use, internal_only()) for use in located if use.account_id in refused],
    ]


def internal_only() -> str:
    """Why an internal location is refused (R-088)."""
    return _("Only an internal account has internal locations.")


def _require_orders(uses: list[SiteUse], before: Before) -> None:
    """A price list needs order management (R-093); the ship method its purpose (R-092)."""
    for use in uses:
        if use.price_list_id and _is_new(use, "price_list_id", before):
            require_order_management(use)
        wrong = use.ship_method_id and "ship_method" not in rules.fields_of(
            use.purpose, multiple_organizations()
        )
        if wrong and _is_new(use, "ship_method_id", before):
            raise refusal(
                use, {"ship_method": _("Enter the ship method on a Bill To, Ship To or Dunning purpose.")}
            )


def require_order_management(record: Any) -> None:
    """No price list is chosen while order management is not installed (R-093)."""
    if not options().order_management_installed:
        raise refusal(
            record, {"price_list": _("Order management is not installed: there are no price lists.")}
        )


def _is_new(use: SiteUse, name: str, before: Before) -> bool:
    if use.pk is None:
        return getattr(use.continues, name, None) != getattr(use, name)
    return use.pk not in before or before[use.pk][name] != getattr(use, name)
