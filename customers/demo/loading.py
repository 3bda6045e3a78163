"""Loading the demo: units, stores, users, then customers through the services, as those users."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.services import remove_account
from core import roles
from core.models import User
from core.text import fold
from core.work import work
from customers.demo import ledger, papers
from customers.demo.building import Builder
from customers.demo.files import Row, read
from customers.demo.people import SignIn, load_stores, load_units, load_users
from customers.services import create_customers
from parties.models import Party
from parties.services import remove_party
from sites.services import remove_site, remove_use

# Customers in one unit of work: it stays short for others who want to write.
CHUNK = 100


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    made: int
    present: int
    sign_ins: list[SignIn]


def load(*, reset_passwords: bool = False) -> Outcome:
    """Load the demo; what is there already, found by code, username or registry id, stays as it is."""
    load_units()
    load_stores()
    ledger.load()
    sign_ins = load_users(reset_passwords=reset_passwords)
    rows = read("parties")
    known = set(Party.objects.values_list("registry_id_key", flat=True))
    missing = [row for row in rows if fold(row["registry_id"]) not in known]
    if missing:
        _load_customers(missing)
    papers.load()
    return Outcome(len(missing), len(rows) - len(missing), sign_ins)


def _load_customers(rows: Sequence[Row]) -> None:
    builder = Builder()
    for actor, chunk in _portions(builder, rows):
        with work(actor=actor, channel="command"):
            create_customers([builder.customer(row) for row in chunk])
            _remove_inactive(builder, chunk)


def _portions(builder: Builder, rows: Sequence[Row]) -> Iterator[tuple[User, Sequence[Row]]]:
    """The rows in chunks, each with the user who makes its customers."""
    users = {user.username_key: user for user in User.objects.filter(is_demo=True)}
    staff = [row for row in read("users") if row["role"] in (roles.CLERK, roles.DATA_STEWARD)]
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(_maker(staff, builder.units_of(row)), []).append(row)
    for name, portion in by_name.items():
        for start in range(0, len(portion), CHUNK):
            yield users[fold(name)], portion[start : start + CHUNK]


def _maker(staff: Sequence[Row], units: frozenset[str]) -> str:
    """The first user who may create customers and has all of `units`; the data steward has every one."""
    return next(row["username"] for row in staff if units <= set(row["units"].split(";")))


def _remove_inactive(builder: Builder, parties: Sequence[Row]) -> None:
    """Inactivate what the files call inactive, from the top down; what goes by cascade is not asked for again."""
    accounts = [row for party in parties for row in builder.accounts[party["key"]]]
    sites = [row for account in accounts for row in builder.sites[account["key"]]]
    uses = [row for site in sites for row in builder.uses[site["key"]]]
    levels: list[tuple[Sequence[Row], str, Callable[..., Any]]] = [
        (parties, "", remove_party),
        (accounts, "party", remove_account),
        (sites, "account", remove_site),
        (uses, "site", remove_use),
    ]
    gone: set[str] = set()
    for rows, above, remove in levels:
        for row in rows:
            if row["status"] == "I":
                gone.add(row["key"])
                if row.get(above) not in gone:
                    record = builder.records[row["key"]]
                    remove(record, version=record.version)
