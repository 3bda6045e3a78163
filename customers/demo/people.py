"""The demo's operating units, stores and users."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from core import writes
from core.models import Membership, User
from core.text import fold
from core.work import work
from customers.demo.files import Row, read
from reference import services
from reference.models import (
    Country,
    Currency,
    InventorySite,
    OperatingUnit,
    Resource,
    SalesTerritory,
    Warehouse,
)
from reference.models.base import ReferenceRecord

# Without the letters and digits that look like another one.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class SignIn:
    """How to sign in as a demo user. The password exists here and, as a hash, in the database."""

    username: str
    password: str
    role: str
    units: str


def load_units() -> None:
    """Make the operating units that are missing."""
    known = set(OperatingUnit.objects.values_list("code", flat=True))
    with work(actor=None, channel="command"):
        for row in read("units"):
            if row["code"] not in known:
                services.create_unit(
                    code=row["code"],
                    name=row["name"],
                    time_zone=row["time_zone"],
                    currency=Currency.objects.get(code=row["currency"]),
                    country=Country.objects.get(code2=row["country"]),
                )


# How a row of stores.csv becomes a record, by its kind.
STORES: dict[str, Callable[[Row], ReferenceRecord]] = {
    "INVENTORY_SITE": lambda row: InventorySite(
        code=row["code"], name=row["name"], organization_name=row["organization"]
    ),
    "WAREHOUSE": lambda row: Warehouse(code=row["code"], name=row["name"]),
    "SALESPERSON": lambda row: Resource(code=row["code"], name=row["name"], is_salesperson=True),
    "SALES_TERRITORY": lambda row: SalesTerritory(code=row["code"], name=row["name"]),
}


def load_stores() -> None:
    """Make the internal locations, warehouses, salespersons and sales territories that are missing."""
    with work(actor=None, channel="command"):
        for kind, make in STORES.items():
            records = [make(row) for row in read("stores") if row["kind"] == kind]
            known = set(type(records[0])._base_manager.values_list("code", flat=True))
            writes.insert_many([record for record in records if record.code not in known])


def load_users() -> list[SignIn]:
    """Make the users that are missing, with role, units and preferences; answers their sign-ins."""
    known = set(User.objects.values_list("username_key", flat=True))
    return [_sign_in(row, _make) for row in read("users") if fold(row["username"]) not in known]


def renew_passwords(but: Sequence[SignIn] = ()) -> list[SignIn]:
    """Give the demo users new passwords, `but` those; answers their sign-ins.

    A user of the same name who is no demo user is left alone.
    """
    known = {user.username_key: user for user in User.objects.filter(is_demo=True)}
    rows = [row for row in read("users") if row["username"] not in {each.username for each in but}]
    return [
        _sign_in(row, partial(_renew, known[fold(row["username"])]))
        for row in rows
        if fold(row["username"]) in known
    ]


def _sign_in(row: Row, give: Callable[[Row, str], None]) -> SignIn:
    """A new password, given by `give`, which gets its hash: hashing is slow on purpose and no transaction waits."""
    password = new_password()
    hashed = make_password(password)
    with work(actor=None, channel="command"):
        give(row, hashed)
    names = {unit["code"]: unit["name"] for unit in read("units")}
    units = ", ".join(names[code] for code in row["units"].split(";"))
    return SignIn(row["username"], password, row["role"], units)


def new_password() -> str:
    """A random password that can be copied by hand."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


def _renew(user: User, _row: Row, hashed: str) -> None:
    user.password = hashed
    writes.save(user, version=user.version)


def _make(row: Row, hashed: str) -> None:
    user = writes.save(
        User(
            username=row["username"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            password=hashed,
            is_demo=True,
        )
    )
    writes.save(Membership(user=user, group=Group.objects.get(name=row["role"])))
    units = {unit.code: unit for unit in OperatingUnit.objects.filter(code__in=row["units"].split(";"))}
    for unit in units.values():
        services.grant_unit(user, unit)
    default = units[row["default_unit"]]
    services.set_preferences(user, default_unit=default, default_country=default.country)
