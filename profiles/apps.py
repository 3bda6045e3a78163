"""Credit and collection profiles as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    """How a customer is treated: profile classes and the dated profiles made from them."""

    name = "profiles"
    verbose_name = _("Profiles")
