"""Core as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The ground floor: knows records, writes, history and jobs, and no business noun."""

    name = "core"
    verbose_name = _("Users and background work")

    def ready(self) -> None:
        """Arm the guard, collect what the apps contribute, keep each database complete after a migrate."""
        from core import checks, extra, guard, installation, memory, sqlite
        from core.middleware import sessions

        # These register themselves when imported: system checks, a hook, and the stamp of a sign-in.
        self.registering = (checks, extra, sessions)
        guard.install()
        sqlite.install()
        memory.connect()
        autodiscover_modules("hooks", "jobs", "queue")
        post_migrate.connect(installation.after_migrate, sender=self)
