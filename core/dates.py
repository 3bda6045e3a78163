"""Dates and times in words, as the reader prefers them. Whatever shows a date asks here."""

import datetime

from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from core import preferences

# What a user may choose instead of what is usual in his language; the choices are those of his preferences.
NUMERIC = {"ISO": "Y-m-d", "DAY": "d.m.Y", "MONTH": "m/d/Y"}
SPELT = "SPELT"
SPELT_USUALLY = "j M Y"
# Languages that spell a date in another way.
SPELT_IN = {"de": "j. F Y"}
CLOCK = "H:i"


def chosen_format() -> str:
    """The pattern of dates that the reader chose; "" where he leaves it to the language."""
    choice = preferences.reader().date_format
    if choice == SPELT:
        return SPELT_IN.get((get_language() or "")[:2], SPELT_USUALLY)
    return NUMERIC.get(choice, "")


def date_text(value: datetime.date) -> str:
    """A day in words."""
    return str(dateformat.format(value, chosen_format() or get_format("DATE_FORMAT")))


def moment_text(value: datetime.datetime) -> str:
    """A moment to the minute, in the reader's time zone."""
    chosen = chosen_format()
    pattern = f"{chosen}, {CLOCK}" if chosen else get_format("DATETIME_FORMAT")
    return str(dateformat.format(localtime(value) if is_aware(value) else value, pattern))
