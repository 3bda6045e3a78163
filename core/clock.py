"""What day it is. "Today" is a unit's day for what a unit owns and the installation's day for the rest (D-17).

Records, history and days take their time from `now` and from nowhere else. That makes it possible to give the demo a
past, by the same services as ever, with `standing_at`.
"""

import datetime
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

_standing: ContextVar[datetime.datetime | None] = ContextVar("standing", default=None)


def now() -> datetime.datetime:
    """This moment, in UTC; the one at which the clock stands, while it stands."""
    return _standing.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime.datetime) -> Iterator[None]:
    """Let it be `moment`, for what is written inside: the demo is given a past so, and nothing else is.

    A history with invented times is worth nothing. So outside of the demo (settings.DEMO) this raises RuntimeError, and
    nowhere does it lead into the future.
    """
    if not getattr(settings, "DEMO", False):
        raise RuntimeError("The clock can be set in the demo only.")
    if moment > timezone.now():
        raise ValueError("The clock can be set back only.")
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)


def today(unit: Any = None) -> datetime.date:
    """The date in the unit's time zone, or in the installation's without a unit; never the server's (D-17)."""
    return day_of(now(), unit)


def day_of(moment: datetime.datetime, unit: Any = None) -> datetime.date:
    """The date that `moment` fell on in the unit's time zone, or in the installation's without a unit (D-17)."""
    zone = unit.time_zone if unit is not None else installation_zone()
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date()


def installation_zone() -> str:
    """The name of the installation's time zone."""
    name: str = import_string(settings.CLOCK_PROVIDER)()
    return name


class InstallationZone(datetime.tzinfo):
    """The installation's time zone, asked for when a time is really shown: most pages show none."""

    def _zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(installation_zone())

    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        """How far local time is ahead of UTC."""
        return self._zone().utcoffset(moment)

    def dst(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        """How much of that is summer time."""
        return self._zone().dst(moment)

    def tzname(self, moment: datetime.datetime | None) -> str | None:
        """The abbreviation of the zone at that moment."""
        return self._zone().tzname(moment)

    def fromutc(self, moment: datetime.datetime) -> datetime.datetime:
        """The local time of a moment in UTC."""
        zone = self._zone()
        return zone.fromutc(moment.replace(tzinfo=zone))

    def __str__(self) -> str:
        return installation_zone()


INSTALLATION_ZONE = InstallationZone()
