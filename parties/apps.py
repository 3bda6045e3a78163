"""The registry of parties as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    """Who our customers are and where: organizations, persons, their addresses."""

    name = "parties"
    verbose_name = _("Parties")
    number_series = {"registry_id": 10001, "party_site_number": 20001}
