"""Installs our admin site in the place of Django's own."""

from django.contrib.admin.apps import AdminConfig


class SetUpConfig(AdminConfig):
    """Django's admin with `core.admin.site.SetUpSite` as its site."""

    default = False
    default_site = "core.admin.site.SetUpSite"
