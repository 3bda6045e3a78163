"""Changing reference data. Each function runs inside a unit of work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import memory, writes
from core.history import tracked_fields
from reference.models import (
    Country,
    Currency,
    LookupType,
    LookupValue,
    OperatingUnit,
    SystemOptions,
    UnitAccess,
    UserPreference,
)


def create_unit(
    *, code: str, name: str, currency: Currency, time_zone: str = "UTC", country: Country | None = None
) -> OperatingUnit:
    """Make an operating unit. The second one switches *Multiple organizations* on (R-092)."""
    unit = OperatingUnit(code=code, name=name, currency=currency, time_zone=time_zone, country=country)
    return writes.save(unit)


def grant_unit(user: Any, unit: OperatingUnit) -> UnitAccess:
    """Put `unit` on the access list of `user`; answers the row that is there already."""
    existing = UnitAccess.objects.filter(user=user, unit=unit).first()
    return existing or writes.save(UnitAccess(user=user, unit=unit))


def revoke_unit(access: UnitAccess, *, version: int) -> None:
    """Take a unit off a user's access list; history keeps who had it."""
    writes.delete(access, version=version)
    memory.forget()


def set_preferences(
    user: Any, *, default_unit: OperatingUnit | None, default_country: Country | None
) -> UserPreference:
    """Store what a user starts from; the unit must be on the user's access list (R-057, R-059)."""
    preference = _locked_preferences(user)
    preference.default_unit, preference.default_country = default_unit, default_country
    return writes.save(preference)


def change_preferences(preference: UserPreference, *, version: int) -> UserPreference:
    """Store what a user prefers, from the version that he opened; the first time there is none.

    Somebody who never stored anything and prefers the usual has nothing to store (R-229).
    """
    usual = UserPreference(user_id=preference.user_id)
    names = [field.attname for field in tracked_fields(UserPreference)]
    if preference.pk is None and all(getattr(preference, name) == getattr(usual, name) for name in names):
        return preference
    return writes.save(preference, version=version if preference.pk else None)


def choose_theme(user: Any, theme: str) -> UserPreference:
    """Store how pages look for a user, and leave the rest of his preferences as it is."""
    preference = _locked_preferences(user)
    preference.theme = theme
    return writes.save(preference)


def _locked_preferences(user: Any) -> UserPreference:
    stored = writes.lock(UserPreference.objects.filter(user=user))
    return stored[0] if stored else UserPreference(user=user)


def change_options(*, version: int | None = None, **values: Any) -> SystemOptions:
    """Change system options by name. Without a version the row is locked and changed as it is now."""
    stored = SystemOptions.objects.first() if version is not None else _locked_options()
    options = stored or SystemOptions()
    names = {field.name for field in SystemOptions._meta.concrete_fields if field.editable}
    for name, value in values.items():
        if name not in names:
            raise ValidationError(_("There is no system option %(name)s.") % {"name": name})
        setattr(options, name, value)
    return writes.save(options, version=version)


def add_lookup_value(type_code: str, *, code: str, meaning: str, **details: Any) -> LookupValue:
    """Add a value to a lookup; `details` are description, dates and position."""
    lookup = LookupType.objects.filter(code=type_code).first()
    if lookup is None:
        raise ValidationError(_("There is no lookup %(code)s.") % {"code": type_code})
    return writes.save(LookupValue(type=lookup, code=code, meaning=meaning, **details))


def _locked_options() -> SystemOptions | None:
    return next(iter(writes.lock(SystemOptions.objects.all())), None)
