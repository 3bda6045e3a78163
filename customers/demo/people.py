"""The demo's operating units, stores and users."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from core import writes
from core.models import Membership, User
from core.text import fold
from core.work import work
from customers.demo.files import Row, read
from reference import services
from reference.models import Country, Currency, InventorySite, OperatingUnit, Warehouse

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


def load_stores() -> None:
    """Make the internal locations and warehouses that are missing."""
    sites = set(InventorySite.objects.values_list("code", flat=True))
    warehouses = set(Warehouse.objects.values_list("code", flat=True))
    rows = read("stores")
    with work(actor=None, channel="command"):
        writes.insert_many(
            [
                InventorySite(code=row["code"], name=row["name"], organization_name=row["organization"])
                for row in rows
                if row["kind"] == "INVENTORY_SITE" and row["code"] not in sites
            ]
        )
        writes.insert_many(
            [
                Warehouse(code=row["code"], name=row["name"])
                for row in rows
                if row["kind"] == "WAREHOUSE" and row["code"] not in warehouses
            ]
        )


def load_users(*, reset_passwords: bool = False) -> list[SignIn]:
    """Make the users that are missing, with role, units and preferences; answers those who have a new password.

    With `reset_passwords` the demo users that exist get new passwords as well. A user of the same name who is no
    demo user is left alone.
    """
    known = {user.username_key: user for user in User.objects.all()}
    names = dict(OperatingUnit.objects.values_list("code", "name"))
    sign_ins = []
    for row in read("users"):
        user = known.get(fold(row["username"]))
        if user is None or (reset_passwords and user.is_demo):
            password = new_password()
            # Hashing is slow on purpose and stays outside of the transaction.
            _give(user, row, make_password(password))
            units = ", ".join(names[code] for code in row["units"].split(";"))
            sign_ins.append(SignIn(row["username"], password, row["role"], units))
    return sign_ins


def new_password() -> str:
    """A random password that can be copied by hand."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


def _give(user: User | None, row: Row, hashed: str) -> None:
    with work(actor=None, channel="command"):
        if user is None:
            _make(row, hashed)
        else:
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
