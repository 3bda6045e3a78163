"""An address that moves: everything that is done at it is done at another one from a day on (R-268)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.history import Path
from core.models import Record
from parties.models import Location, PartySite
from sites.querysets import AddressMoveQuerySet


class AddressMove(Record):
    """An address of a customer gives way to another one on a day (R-268).

    Like the address it belongs to no operating unit. Until the day it is planned; one that could not be carried out
    says why and waits for somebody to decide. An address has at most one that is planned or waits.
    """

    class State(models.TextChoices):
        PLANNED = "P", _("Planned")
        DONE = "D", pgettext_lazy("of a move", "Done")
        CANCELLED = "C", pgettext_lazy("of a move", "Cancelled")
        FAILED = "F", _("Failed")

    history_path = Path(root="party_site__party_id")
    fixed_fields = frozenset({"party_site", "location"})
    follows = ("party_site", "location__country")
    constraint_fields = {
        "customer_sites_one_open_move": "takes_effect",
        "customer_sites_move_successor": "state",
        "customer_sites_move_failure": "state",
        "customer_sites_move_state": "state",
    }

    party_site = models.ForeignKey(
        PartySite, models.PROTECT, related_name="moves", editable=False, verbose_name=_("address")
    )
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="moves", editable=False, verbose_name=_("new address")
    )
    takes_effect = models.DateField(
        _("from"), help_text=_("The first day on which the new address holds. Today or earlier: at once.")
    )
    number = models.CharField(
        _("new site number"),
        max_length=30,
        blank=True,
        help_text=_("The number of the new address in the registry; left empty it is generated."),
    )
    why = models.CharField(
        _("reason"), max_length=240, blank=True, help_text=_("Shown in the history of what moves.")
    )
    state = models.CharField(
        pgettext_lazy("of work", "state"),
        max_length=1,
        choices=State.choices,
        default=State.PLANNED,
        editable=False,
    )
    failure = models.CharField(_("why it failed"), max_length=500, blank=True, editable=False)
    successor = models.ForeignKey(
        PartySite,
        models.PROTECT,
        null=True,
        related_name="arrivals",
        editable=False,
        verbose_name=_("address afterwards"),
    )

    objects = AddressMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of an address")
        verbose_name_plural = _("moves of addresses")
        ordering = ["takes_effect", "id"]
        indexes = [models.Index(fields=["state", "takes_effect"], name="customer_sites_move_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["party_site"],
                condition=Q(state__in=["P", "F"]),
                name="customer_sites_one_open_move",
                violation_error_message=_("A move of this address is planned already; change or cancel it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["P", "D", "C", "F"]),
                name="customer_sites_move_state",
                violation_error_message=_("The state of a move is one of the four known ones."),
            ),
            models.CheckConstraint(
                condition=Q(state="D", successor__isnull=False) | ~Q(state="D") & Q(successor__isnull=True),
                name="customer_sites_move_successor",
                violation_error_message=_("A move that is done, and no other, says where to."),
            ),
            models.CheckConstraint(
                condition=Q(state="F") & ~Q(failure="") | ~Q(state="F") & Q(failure=""),
                name="customer_sites_move_failure",
                violation_error_message=_("A move that failed, and no other, says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_site} → {self.location}"

    def get_absolute_url(self) -> str:
        return reverse("addresses:change-move", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """True while it is planned, or failed and nobody decided yet."""
        return self.state in (self.State.PLANNED, self.State.FAILED)
