"""The moment that a day means."""

import datetime

from django.utils import timezone


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of `day` in the time zone of who asks, which is the installation's where he chose none."""
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=timezone.get_current_timezone())
