from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """What the company sets up once and every customer record refers to."""

    name = "reference"
    verbose_name = _("Reference data")

    def ready(self) -> None:
        """Ship the starter values with every migrate."""
        from reference import starter

        post_migrate.connect(starter.load_after_migrate, sender=self, dispatch_uid="reference.starter")
