"""The demo's past, past.csv: what was changed since its customers were made, by whom, through which door, and why.

Rows that differ in their field alone are one change. The other files hold what is true in the end: a customer is made
with the former values, and with what was added later left out.
"""

import datetime
import zoneinfo
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from core import clock
from customers.demo.files import Row, read

# Days before the loading: when the units and users were made, and the first and the last of the customers.
BEGINNING, FIRST, LAST = 440, 425, 60
SATURDAY = 5
_SAID = ("days", "user", "channel", "kind", "key", "action", "reason")


@dataclass(frozen=True)
class Change:
    """One act of one user: `values` has the new value of each field, `former` what it was."""

    days: int
    user: str
    channel: str
    kind: str
    key: str
    action: str
    reason: str
    former: dict[str, str]
    values: dict[str, str]


def changes() -> list[Change]:
    """The changes of past.csv, in the order of the file, which is that of time."""
    grouped = groupby(read("past"), key=itemgetter(*_SAID))
    return [_change(list(rows)) for _said, rows in grouped]


def _change(rows: list[Row]) -> Change:
    said = {name: rows[0][name] for name in _SAID if name != "days"}
    named = [row for row in rows if row["field"]]
    return Change(
        days=int(rows[0]["days"]),
        **said,
        former={row["field"]: row["former"] for row in named},
        values={row["field"]: row["value"] for row in named},
    )


class Calendar:
    """Turns days before the loading into moments at which people work."""

    def __init__(self) -> None:
        self.today = clock.today()
        zones = {row["code"]: row["time_zone"] for row in read("units")}
        self.zones = {row["username"]: zones[row["default_unit"]] for row in read("users")}

    def moment(self, days: int, username: str = "") -> datetime.datetime:
        """A time of the day that lies `days` back, where the user works; what falls on a weekend was done on Friday.

        Different days keep their order: on the Friday, Saturday's work comes after Friday's and before Sunday's.
        """
        day = self.today - datetime.timedelta(days=days)
        back = max(0, day.weekday() - SATURDAY + 1)
        time = datetime.time(8 + 3 * back + days % 3, days * 17 % 60, days * 29 % 60)
        zone = zoneinfo.ZoneInfo(self.zones.get(username, "UTC"))
        return datetime.datetime.combine(day - datetime.timedelta(days=back), time, tzinfo=zone)


def spread(chunk: int, chunks: int) -> int:
    """How many days back the customers of one of a user's chunks were made: evenly over the whole time."""
    return FIRST - chunk * (FIRST - LAST) // chunks
