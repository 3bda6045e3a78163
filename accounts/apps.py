"""Customer accounts as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The selling relationships that the company has with its customers."""

    name = "accounts"
    verbose_name = _("Customer accounts")
    number_series = {"account_number": 1001}
