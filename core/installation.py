"""What every database needs besides its tables: rules, sequences, permissions, roles, schedules. After each migrate."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes

from core import database_rules, numbers, roles
from core.jobs import schedules


def after_migrate(using: str = "default", **_kwargs: Any) -> None:
    """Install everything that is missing; safe to run again and again.

    Core is migrated first, so the permissions of the later apps are made here before roles are given them.
    """
    database_rules.install(using)
    numbers.install(using)
    for app in apps.get_app_configs():
        create_contenttypes(app, verbosity=0, using=using)
        create_permissions(app, verbosity=0, using=using)
    roles.install(using)
    schedules.install(using)
