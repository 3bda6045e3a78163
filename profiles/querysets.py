"""Reading profiles."""

import datetime
from collections.abc import Iterable

from core import asof
from core.choices import named


def classes_in_force(
    account_ids: Iterable[int], on: datetime.date, known_at: datetime.datetime | None = None
) -> dict[int, str]:
    """The profile class name that applies to each account on a day (R-134); one query.

    The latest version that started by then counts; before the first one starts, the first one does. With `known_at`
    it is answered as it would have been at that moment.
    """
    from profiles.models import ProfileVersion

    rows = ProfileVersion.objects.filter(profile__account_id__in=list(account_ids)).order_by("start_date")
    rows = rows.select_related("profile", "profile_class")
    found: dict[int, str] = {}
    for version in asof.at(rows, known_at) if known_at else rows:
        account_id = version.profile.account_id
        if version.start_date <= on or account_id not in found:
            found[account_id] = named(version.profile_class)
    return found
