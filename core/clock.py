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
    zone = unit.time_zone if unit is not None else import_string(settings.CLOCK_PROVIDER)()
    return now().astimezone(zoneinfo.ZoneInfo(zone)).date()
