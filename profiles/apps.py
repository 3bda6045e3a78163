"""Credit and collection profiles as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    """How a customer is treated: profile classes and the dated profiles made from them."""

    name = "profiles"
    verbose_name = _("Profiles")

    def ready(self) -> None:
        """Ship class DEFAULT with every database."""
        post_migrate.connect(ship_default_class, sender=self)


def ship_default_class(**_kwargs: Any) -> None:
    """Make class DEFAULT where it is missing (R-019)."""
    from core import writes
    from core.work import work
    from profiles.models import DEFAULT, ProfileClass

    if not ProfileClass.objects.filter(name=DEFAULT).exists():
        with work(actor=None, channel="system"):
            writes.save(
                ProfileClass(name=DEFAULT, description="For every customer without a class of its own")
            )
