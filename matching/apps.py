"""Search keys as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Finding customers again: the word index behind search."""

    name = "matching"
    verbose_name = _("Matching")
