"""The pages of customers that one goes to from anywhere."""

from django.utils.translation import gettext_lazy as _

from core.pages.places import Place, add
from core.pages.shortcuts import Shortcut, declare

add(
    Place(
        _("Customers"),
        "customers:search",
        "parties.view_party",
        section="customers",
        icon="building-office",
        letter="c",
        order=10,
    )
)
add(
    Place(
        _("Documents"),
        "documents:list",
        "parties.view_partydocument",
        section="documents",
        icon="document-text",
        letter="d",
        order=30,
    )
)
add(
    Place(
        _("History"),
        "history",
        "core.view_changerecord",
        section="history",
        icon="document-magnifying-glass",
        letter="h",
        order=50,
    )
)
declare(
    Shortcut(
        "create",
        _("Create a customer"),
        ("c",),
        url_name="customers:create-organization",
        permission="parties.add_party",
    )
)
