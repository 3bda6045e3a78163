"""Reading profiles."""

import datetime
from collections.abc import Iterable


def classes_in_force(account_ids: Iterable[int], on: datetime.date) -> dict[int, str]:
    """The profile class name that applies to each account on a day (R-134); one query.

    The latest version that started by then counts; before the first one starts, the first one does.
    """
    from profiles.models import ProfileVersion

    rows = ProfileVersion.objects.filter(profile__account_id__in=list(account_ids)).order_by("start_date")
    found: dict[int, str] = {}
    for account_id, start, name in rows.values_list(
        "profile__account_id", "start_date", "profile_class__name"
    ):
        if start <= on or account_id not in found:
            found[account_id] = name
    return found
