"""The pages of parties that one goes to from anywhere."""

from django.utils.translation import gettext_lazy as _

from core.pages.places import Place, add

add(
    Place(
        _("Steward's queue"),
        "queue:list",
        "parties.view_queuedecision",
        section="queue",
        icon="inbox",
        letter="q",
        order=40,
    )
)
