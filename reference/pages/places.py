"""The pages of reference that one goes to from anywhere."""

from django.utils.translation import gettext_lazy as _

from core.pages.places import Place, add

add(Place(_("Preferences"), "preferences:edit", icon="user-circle", letter="p", order=95, in_sidebar=False))
add(
    Place(
        _("Geography"),
        "geography:list",
        "reference.change_country",
        section="geography",
        icon="globe-alt",
        order=96,
    )
)
