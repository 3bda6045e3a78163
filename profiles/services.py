"""What can be done with profiles. Call these inside a unit of work (core.work)."""

from collections.abc import Sequence

from accounts.models import Account
from core import writes
from core.clock import today
from profiles.models import DEFAULT, Profile, ProfileClass, ProfileVersion


def assign_profiles(accounts: Sequence[tuple[Account, ProfileClass | None]]) -> list[Profile]:
    """Give each new account its profile, of the chosen class or DEFAULT, from today on (R-019); set-based."""
    default = None
    if any(profile_class is None for _account, profile_class in accounts):
        default = ProfileClass.objects.get(name=DEFAULT)
    profiles = writes.insert_many([Profile(account=account) for account, _class in accounts])
    day = today()
    writes.insert_many(
        [
            ProfileVersion(profile=profile, start_date=day, profile_class=profile_class or default)
            for profile, (_account, profile_class) in zip(profiles, accounts, strict=True)
        ]
    )
    return profiles
