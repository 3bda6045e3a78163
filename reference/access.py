"""Who may see the records of which operating unit (D-1, D-15, R-060). Core asks through SCOPE_PROVIDER."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from core import roles
from core.models import Membership
from reference.models import OperatingUnit, UnitAccess


class AccessListScope:
    """The units on a user's access list; every unit for an auditor; none for who is not signed in."""

    def visible_units(self, user: Any) -> frozenset[int]:
        """Ids of the units whose rows `user` may see, inactive units included."""
        return frozenset(pk for pk, _name, _status in _units_of(user))

    def unit_names(self, user: Any) -> list[str]:
        """Names of the active units that `user` may see."""
        names = [name for _pk, name, status in _units_of(user) if status == "A"]
        return sorted(names)

    def reaches_all_units(self, user: Any) -> bool:
        """True for a data steward, whose removals may reach into units off the access list (D-15)."""
        return _is_person(user) and _holds(user, roles.DATA_STEWARD).exists()


def _units_of(user: Any) -> list[tuple[int, str, str]]:
    """(id, name, status) of the units on a user's list; remembered on the user object, that is for one request."""
    if not _is_person(user):
        return []
    known: list[tuple[int, str, str]] | None = getattr(user, "units_on_list", None)
    if known is None:
        listed = UnitAccess.objects.filter(user_id=user.pk, unit_id=OuterRef("pk"))
        units = OperatingUnit.objects.filter(Q(Exists(listed)) | Q(Exists(_holds(user, roles.AUDITOR))))
        known = user.units_on_list = list(units.order_by().values_list("pk", "name", "status"))
    return known


def _is_person(user: Any) -> bool:
    return user is not None and user.is_authenticated and user.is_active


def _holds(user: Any, role: str) -> Any:
    return Membership.objects.filter(user_id=user.pk, group__name=role)
