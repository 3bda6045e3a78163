"""What the system options and a user's preferences say."""

from dataclasses import fields, replace
from typing import Any

from django.db import connection
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from core import memory
from core.preferences import Preferences
from core.scope import visible_units
from reference.models import Country, OperatingUnit, SystemOptions, UserPreference

_READ = "SELECT * FROM reference_systemoptions"
# SQLite has one writer at a time: the unit of work holds everything.
_HELD = {"postgresql": f"{_READ} FOR SHARE"}


def options() -> SystemOptions:
    """The system options; the starter values where nobody has stored any yet."""
    return memory.recall("options", _load_options)


def held_options() -> SystemOptions:
    """The options as they are now; nobody changes them before this unit of work ends.

    For what is written by an option and must fit it, such as the columns of a constraint. Many may hold them at once.
    """
    held = SystemOptions.objects.raw(_HELD.get(connection.vendor, _READ))
    return next(iter(held), SystemOptions())


def installation_zone() -> str:
    """The time zone that decides the day for records of no unit (D-17). Core asks through CLOCK_PROVIDER."""
    return options().time_zone


def multiple_organizations() -> bool:
    """True from the second operating unit on, and never False again: units are not deleted (R-092)."""
    return memory.recall("multiple organizations", lambda: OperatingUnit.objects.count() > 1)


def preferences(user: Any) -> UserPreference:
    """What `user` prefers; empty preferences for one who never stored any."""
    return memory.recall(("preferences", user.pk), lambda: _load_preferences(user))


class StoredPreferences:
    """What users prefer, as they stored it. Core asks through PREFERENCE_PROVIDER."""

    def read_with(self, users: Any) -> Any:
        """Users with their preferences and the time zone of the installation, in the same query."""
        zone = SystemOptions._meta.get_field("time_zone")
        stored = Subquery(SystemOptions.objects.order_by().values(zone.name)[:1])
        usual = Coalesce(stored, Value(zone.get_default()))
        return users.select_related("preference").annotate(installation_zone=usual)

    def preferences(self, user: Any) -> Preferences:
        """What `user` prefers; in the time zone of the installation where he names none and it was read with him."""
        stored: UserPreference | None = getattr(user, "preference", None)
        preferred = self.of(stored) if stored is not None else Preferences()
        return replace(preferred, time_zone=preferred.time_zone or getattr(user, "installation_zone", ""))

    def of(self, stored: UserPreference) -> Preferences:
        """What a stored row says."""
        return Preferences(**{each.name: getattr(stored, each.name) for each in fields(Preferences)})


def default_unit(user: Any) -> OperatingUnit | None:
    """The unit that new sites of `user` start with: the preferred one, else the only one on the access list."""
    return memory.recall(("default unit", user.pk), lambda: _load_default_unit(user))


def default_country(user: Any = None) -> Country | None:
    """The country that a new address starts with: the user's, else the installation's (R-057)."""
    preferred = preferences(user).default_country if user is not None else None
    return preferred or options().default_country


def _load_options() -> SystemOptions:
    return SystemOptions.objects.select_related("default_country").first() or SystemOptions()


def _load_preferences(user: Any) -> UserPreference:
    stored = (
        UserPreference.objects.select_related("default_country", "default_unit")
        .filter(user_id=user.pk)
        .first()
    )
    return stored or UserPreference(user_id=user.pk)


def _load_default_unit(user: Any) -> OperatingUnit | None:
    visible = visible_units(user)
    preferred = preferences(user).default_unit
    if preferred is not None and preferred.is_active and preferred.pk in visible:
        return preferred
    listed = list(OperatingUnit.objects.active().filter(pk__in=visible)[:2])
    return listed[0] if len(listed) == 1 else None
