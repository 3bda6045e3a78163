"""Customers as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    """What a clerk calls a customer: party, account, address, site and purposes, created and found together."""

    name = "customers"
    verbose_name = _("Customers")
