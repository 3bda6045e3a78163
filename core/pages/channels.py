"""The doors through which records are changed, in words."""

from django.utils.translation import gettext_lazy as _

CHANNELS = {
    "page": _("Page"),
    "admin": _("Set-up"),
    "fixture": _("Loaded data"),
    "interface": _("Customer Interface"),
    "flow": _("Flow"),
    "api": _("API"),
    "command": _("Command"),
    "job": _("Background work"),
    "system": _("System"),
}
