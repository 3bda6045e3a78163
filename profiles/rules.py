"""The rules of profiles over plain values."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EARLIEST = datetime.date(1900, 1, 1)


def start_is_plausible(start: datetime.date) -> None:
    """A version does not start before 1900: that is a slip of the keyboard."""
    if start < EARLIEST:
        raise ValidationError({"start_date": _("Enter a start date after 1899.")})
