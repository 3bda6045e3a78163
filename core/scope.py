"""Operating-unit scope: who sees which unit. Core defines the interface, `settings.SCOPE_PROVIDER` answers."""

from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


class ScopeProvider(Protocol):
    """What an app above core must answer."""

    def visible_units(self, user: Any) -> frozenset[int]:
        """Ids of the units whose rows `user` may see."""

    def unit_names(self, user: Any) -> list[str]:
        """Names of the active units among them, in the order in which a page lists them."""

    def reaches_all_units(self, user: Any) -> bool:
        """True when an action of `user` may reach into units off his access list (D-15)."""


@cache
def _provider(path: str) -> ScopeProvider:
    return import_string(path)()


def provider() -> ScopeProvider:
    """The provider that the settings name."""
    return _provider(settings.SCOPE_PROVIDER)


def visible_units(user: Any) -> frozenset[int]:
    """Ids of the units that `user` may see; remembered on the user object, that is for one request."""
    remembered = getattr(user, "visible_unit_ids", None)
    if remembered is None:
        remembered = provider().visible_units(user)
        user.visible_unit_ids = remembered
    return remembered


def unit_names(user: Any) -> list[str]:
    """The names of the units that `user` works in, for the head of every page."""
    return provider().unit_names(user)


def visible_rows(manager: Any, user: Any) -> Any:
    """The rows that `user` may see; all of them where the model belongs to no operating unit."""
    rows = manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def acting_user() -> Any:
    """The user of the current unit of work, None for the system itself."""
    from core.work import current

    return current().actor


def require_unit(unit: Any) -> None:
    """PermissionDenied unless the acting user has `unit` on his access list (R-059). The system may act anywhere."""
    user = acting_user()
    if user is not None and unit.pk not in visible_units(user):
        raise PermissionDenied(_("You have no access to this operating unit."))


def units_out_of_reach(unit_ids: set[int]) -> set[int]:
    """Those of `unit_ids` into which an action of the acting user must not reach (D-15)."""
    user = acting_user()
    if user is None or provider().reaches_all_units(user):
        return set()
    return unit_ids - visible_units(user)
