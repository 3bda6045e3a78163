"""Any value as a reader of a page expects it."""

import datetime
import decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.choices import named
from core.dates import date_text, moment_text

NOTHING = "–"


def shown(value: Any) -> str:
    """Text for a value: dates as the reader prefers them, numbers in his language, yes and no, a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return moment_text(value)
    if isinstance(value, datetime.date):
        return date_text(value)
    if isinstance(value, decimal.Decimal):
        return str(number_format(value, use_l10n=True, force_grouping=True))
    return named(value)
