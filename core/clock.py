"""What day it is. "Today" is a unit's day for what a unit owns and the installation's day for the rest (D-17)."""

import datetime
import zoneinfo
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def now() -> datetime.datetime:
    """This moment, in UTC."""
    return timezone.now()


def today(unit: Any = None) -> datetime.date:
    """The date in the unit's time zone, or in the installation's without a unit; never the server's (D-17)."""
    return day_of(now(), unit)


def day_of(moment: datetime.datetime, unit: Any = None) -> datetime.date:
    """The date that `moment` fell on in the unit's time zone, or in the installation's without a unit (D-17)."""
    zone = unit.time_zone if unit is not None else import_string(settings.CLOCK_PROVIDER)()
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date()
