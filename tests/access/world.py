"""The small world of the access tests: two operating units, one customer whom both serve, and everybody there is.

Every text that belongs to one unit alone carries that unit's mark, so that a page can be asked whether it leaks.
"""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import Account
from core import roles, writes
from core.jobs import submit
from core.models import JobRun, User
from core.work import work
from customers.services import NewAccount, NewCustomer, NewSite, NewUse, create_customer
from parties.models import Location, OrganizationDetails, Party, PartySite
from reference.models import Language
from sites.models import AccountSite, SiteUse
from sites.services import change_site, change_use, remove_site
from tests import factories
from tests.personas import signed_in

A, B = "A", "B"
# What texts of a unit's own records contain, and what its names in the set-up contain.
MARKS = {A: "zqalphaqz", B: "zqbravoqz"}
SETUP_MARKS = {A: "zsalphasz", B: "zsbravosz"}


@dataclass
class Side:
    """One operating unit and what belongs to it alone."""

    name: str
    unit: Any
    ledger: Any
    defaults: Any
    site: Any = None
    use: Any = None
    reference: Any = None
    note: Any = None
    document: Any = None


@dataclass
class Persona:
    """Somebody: what he may, which units he sees, and the cookies of his browser."""

    name: str
    sees: frozenset[str] = frozenset()
    user: Any = None
    cookies: dict[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    signed_in: bool = True

    def may(self, permission: str) -> bool:
        """Whether one of his roles has this permission."""
        return self.signed_in and (self.user.is_superuser or permission in self.held)


@dataclass
class World:
    """Everything the tests ask for."""

    sides: dict[str, Side]
    party: Party
    account: Account
    run: JobRun
    kept: dict[str, Any]
    personas: dict[str, Persona]


def build() -> World:
    """Make the world, through the services."""
    sides = {name: _side(name) for name in (A, B)}
    party = _customer(sides)
    account = Account.objects.get(party=party)
    for side in sides.values():
        _furnish(side, account)
    run = submit("prune", actor=None, start=False)
    return World(sides, party, account, run, _kept(party, account), _personas(sides))


def _kept(party: Party, account: Account) -> dict[str, Any]:
    """Notes and documents that belong to no unit."""
    return {
        "customer note": factories.PartyNoteFactory(party=party, pinned=True),
        "customer document": factories.PartyDocumentFactory(party=party),
        "account note": factories.AccountNoteFactory(account=account, pinned=True),
        "account document": factories.AccountDocumentFactory(account=account),
    }


def _side(name: str) -> Side:
    mark = SETUP_MARKS[name]
    unit = factories.OperatingUnitFactory(code=f"U{mark}", name=f"Unit {mark}")
    ledger = factories.LedgerAccountFactory(unit=unit, name=f"Ledger {mark}")
    defaults = factories.DefaultLedgerAccountsFactory(unit=unit, revenue_account=ledger)
    return Side(name, unit, ledger, defaults)


def _customer(sides: dict[str, Side]) -> Party:
    """One customer with one account; each unit has two sites there, the second of which is no longer active."""
    new_sites = [
        NewSite(
            PartySite(location=Location(country=factories.country(), **_address(number))),
            AccountSite(unit=side.unit, edi_location=f"OLD {MARKS[side.name]} {number}"),
            [NewUse(SiteUse(purpose="BILL_TO", location=f"OLD {MARKS[side.name]} {number}"))],
        )
        for side in sides.values()
        for number in (1, 2)
    ]
    new = NewCustomer(
        Party(kind=Party.Kind.ORGANIZATION, name="Shared Harbour Ltd"),
        OrganizationDetails(),
        [NewAccount(Account(description="Spare parts"), new_sites)],
    )
    with work(actor=None, channel="system"):
        return create_customer(new)


def _address(number: int) -> dict[str, str]:
    return {"line1": f"Am Kai {number}", "city": "Hamburg", "postal_code": "20457"}


def _furnish(side: Side, account: Account) -> None:
    """Give the unit's records texts of their own, a past, and something that was removed."""
    mark = MARKS[side.name]
    side.site, old = AccountSite.objects.filter(account=account, unit=side.unit).order_by("pk")
    side.use = SiteUse.objects.get(site=side.site)
    side.reference = factories.SiteSourceReferenceFactory(site=side.site, value=f"REF {mark}")
    side.note = factories.SiteNoteFactory(site=side.site, text=f"NOTE {mark}", pinned=True)
    file = factories.stored_file(name=f"{mark}.txt")
    side.document = factories.SiteDocumentFactory(site=side.site, title=f"DOC {mark}", file=file)
    side.site.edi_location, side.site.translation = f"EDI {mark}", f"TR {mark}"
    side.site.language = Language.objects.get(code="de")
    side.use.location, side.use.receivable_account = f"LOC {mark}", side.ledger
    with work(actor=None, channel="system", reason=f"Because {mark}"):
        change_site(side.site, version=side.site.version)
        change_use(side.use, version=side.use.version)
        remove_site(old, version=old.version)
    factories.SiteUseFactory(site=side.site, purpose="SHIP_TO", location=f"SHIP {mark}", bill_to=side.use)


WHO: dict[str, tuple[list[str], str]] = {
    "administrator": ([roles.ADMINISTRATOR], A),
    "superuser": ([], ""),
    "steward": ([roles.DATA_STEWARD], A),
    "clerk": ([roles.CLERK], A),
    "other_clerk": ([roles.CLERK], B),
    "viewer": ([roles.VIEWER], A),
    "auditor": ([roles.AUDITOR], ""),
    "sales": ([roles.SALES], A),
    "nobody": ([], A),
    "disabled": ([roles.CLERK], A),
}
EVERYBODY = [*WHO, "anonymous"]
SEES_ALL = {"auditor"}


def _personas(sides: dict[str, Side]) -> dict[str, Persona]:
    people = {
        name: _persona(name, held, [sides[unit] for unit in units]) for name, (held, units) in WHO.items()
    }
    with work(actor=None, channel="system"):
        writes.lock(User.objects.filter(pk=people["disabled"].user.pk))
        people["disabled"].user.is_active = False
        writes.save(people["disabled"].user)
    people["disabled"].signed_in = False
    return {**people, "anonymous": Persona("anonymous", signed_in=False)}


def _persona(name: str, held: list[str], sides: list[Side]) -> Persona:
    user = factories.UserFactory(
        username=name, roles=held, units=[side.unit for side in sides], is_superuser=name == "superuser"
    )
    cookies = {key: morsel.value for key, morsel in signed_in(user).cookies.items()}
    sees = frozenset({A, B} if name in SEES_ALL else {side.name for side in sides})
    return Persona(name, sees, user, cookies, frozenset(user.get_all_permissions()))
