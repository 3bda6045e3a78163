"""Demo users have public passwords: they must not exist where real data does (trust rule 23)."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

MOST_NAMED = 5


def demo_user_names() -> list[str]:
    """Return the names of demo users, at most five; none when the database can not be asked.

    A database that is down or not migrated yet has its own signs (/readyz); it is no reason to refuse a start.
    """
    users = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(is_demo=True)
    try:
        return list(users.order_by("username").values_list("username", flat=True)[:MOST_NAMED])
    except DatabaseError:
        return []


def refuse_demo_users() -> None:
    """Raise ImproperlyConfigured when demo users exist and the setting REFUSE_DEMO_USERS is on."""
    if not settings.REFUSE_DEMO_USERS:
        return
    if names := demo_user_names():
        raise ImproperlyConfigured(
            f"Registrar does not start in production: demo users exist ({', '.join(names)}). "
            "Start from a database that never held the demo data."
        )
