"""Account sites as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """Where an account is billed, shipped to and written to, per operating unit.

    The label differs from the name because Django's own contrib app is labelled `sites`.
    """

    name = "sites"
    label = "customer_sites"
    verbose_name = _("Account sites")
    number_series = {"site_use_location": 30001}
