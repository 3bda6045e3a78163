"""Loading the demo: units, stores, users, then customers and their past, through the services, as those users."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import Account
from core import clock, roles
from core.models import User
from core.text import fold
from core.work import work
from customers.demo import changing, ledger, papers, past
from customers.demo.building import Builder
from customers.demo.files import Row, read
from customers.demo.people import SignIn, load_stores, load_units, load_users, renew_passwords
from customers.services import create_customers
from parties.models import Party
from sites.models import AccountSite, SiteUse

# Customers that are made at one time.
CHUNK = 18
# How many days later those of them were removed that the files call inactive, where past.csv does not say it.
REMOVED_AFTER = 30
# When the notes and documents were written: after everything else, as they are in the journal.
PAPERS_DAYS = (3, 2)


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    made: int
    present: int
    sign_ins: list[SignIn]


@dataclass(frozen=True)
class Event:
    """Something that a user did at a moment of the past."""

    at: datetime.datetime
    actor: User
    channel: str
    reason: str
    act: Callable[[], object]


def load(*, reset_passwords: bool = False) -> Outcome:
    """Load the demo; what is there already, found by code, username or registry id, stays as it is."""
    calendar = past.Calendar()
    with clock.standing_at(calendar.moment(past.BEGINNING)):
        load_units()
        load_stores()
        ledger.load()
        sign_ins = load_users()
    if reset_passwords:
        sign_ins += renew_passwords(but=sign_ins)
    rows = read("parties")
    known = set(Party.objects.values_list("registry_id_key", flat=True))
    missing = [row for row in rows if fold(row["registry_id"]) not in known]
    if missing:
        # Half a past is none: what was interrupted begins anew.
        with transaction.atomic():
            _load_customers(missing, calendar)
            papers.load(*(calendar.moment(days, papers.CLERK) for days in PAPERS_DAYS))
    return Outcome(len(missing), len(rows) - len(missing), sign_ins)


def _load_customers(rows: Sequence[Row], calendar: past.Calendar) -> None:
    """Everything in the order of its time, so that the journal has that order too."""
    changes = past.changes()
    builder = Builder(changes)
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    events = [*_makings(builder, rows, users, calendar), *_changings(builder, rows, changes, users, calendar)]
    for event in sorted(events, key=lambda event: event.at):
        with (
            clock.standing_at(event.at),
            work(actor=event.actor, channel=event.channel, reason=event.reason),
        ):
            event.act()


def _makings(
    builder: Builder, rows: Sequence[Row], users: dict[str, User], calendar: past.Calendar
) -> Iterator[Event]:
    """Those who have been customers longest were entered first; each user enters his, some at a time."""
    staff = [row for row in read("users") if row["role"] in (roles.CLERK, roles.DATA_STEWARD)]
    by_name: dict[str, list[Row]] = {}
    for row in sorted(rows, key=builder.established):
        by_name.setdefault(_maker(staff, builder.units_of(row)), []).append(row)
    for name, portion in by_name.items():
        chunks = [portion[start : start + CHUNK] for start in range(0, len(portion), CHUNK)]
        for number, chunk in enumerate(chunks):
            days = past.spread(number, len(chunks))
            make = partial(_make, builder, chunk)
            yield Event(calendar.moment(days, name), users[name], "command", "", make)
            if ended := _inactive(builder, chunk):
                end = partial(changing.remove_together, builder, ended)
                yield Event(calendar.moment(days - REMOVED_AFTER, name), users[name], "command", "", end)


def _make(builder: Builder, chunk: Sequence[Row]) -> None:
    create_customers([builder.customer(row) for row in chunk])


def _changings(
    builder: Builder,
    rows: Sequence[Row],
    changes: Sequence[past.Change],
    users: dict[str, User],
    calendar: past.Calendar,
) -> Iterator[Event]:
    """The changes to those customers that are made now."""
    made = {key for row in rows for key in builder.keys_of(row)}
    for change in changes:
        if change.key in made:
            at = calendar.moment(change.days, change.user)
            act = partial(changing.perform, change, builder)
            yield Event(at, users[change.user], change.channel, change.reason, act)


def _maker(staff: Sequence[Row], units: frozenset[str]) -> str:
    """The first user who may create customers and has all of `units`; the data steward has every one."""
    return next(row["username"] for row in staff if units <= set(row["units"].split(";")))


def _inactive(builder: Builder, parties: Sequence[Row]) -> dict[Any, list[str]]:
    """What the files call inactive, by model from the top down; without what past.csv removes, or goes by cascade."""
    accounts = [row for party in parties for row in builder.accounts[party["key"]]]
    sites = [row for account in accounts for row in builder.sites[account["key"]]]
    uses = [row for site in sites for row in builder.uses[site["key"]]]
    levels: list[tuple[Any, Sequence[Row], str]] = [
        (Party, parties, ""),
        (Account, accounts, "party"),
        (AccountSite, sites, "account"),
        (SiteUse, uses, "site"),
    ]
    gone: set[str] = set()
    found: dict[Any, list[str]] = {}
    for model, rows, above in levels:
        for row in rows:
            if row["status"] == "I":
                gone.add(row["key"])
                if row.get(above) not in gone and row["key"] not in builder.removed:
                    found.setdefault(model, []).append(row["key"])
    return found
