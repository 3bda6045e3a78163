"""How a session finds its user."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from core import preferences
from core.models import User


class UserBackend(ModelBackend):
    """Django's own, which reads with a user what every page asks of him: his preferences, in the same query."""

    def _get_user_permissions(self, user_obj: Any) -> Any:
        """None: permissions come from roles alone (core.roles), so nobody need ask for a user's own."""
        return Permission.objects.none()

    def get_user(self, user_id: int) -> Any:
        """The user of a session; None for one who is inactive or unknown."""
        users = preferences.provider().read_with(User._default_manager.filter(pk=user_id))
        user = users.first()
        return user if user is not None and self.user_can_authenticate(user) else None
