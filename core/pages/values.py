"""Any value as a reader of a page expects it."""

import datetime
import decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

NOTHING = "–"


def shown(value: Any) -> str:
    """Text for a value: dates and numbers in the reader's language, yes and no, a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return str(date_format(localtime(value) if is_aware(value) else value, "DATETIME_FORMAT"))
    if isinstance(value, datetime.date):
        return str(date_format(value, "DATE_FORMAT"))
    if isinstance(value, decimal.Decimal):
        return str(number_format(value, use_l10n=True, force_grouping=True))
    return str(value)
