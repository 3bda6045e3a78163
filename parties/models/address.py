"""Addresses, and the parties that are found there."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.history import Path
from core.models import Record, StatusRecord
from core.primary import Primary
from parties import rules
from parties.models.party import Party
from parties.querysets import LocationQuerySet, PartySiteQuerySet
from reference.models import Country


class Location(Record):
    """An address and nothing else; several parties may share it (D-1)."""

    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Decides which address fields there are and how they are checked."),
    )
    line1 = models.CharField(_("address line 1"), max_length=240, help_text=_("Street and number."))
    line2 = models.CharField(_("address line 2"), max_length=240, blank=True)
    line3 = models.CharField(_("address line 3"), max_length=240, blank=True)
    line4 = models.CharField(_("address line 4"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    city_key = KeyField("city", max_length=180)
    county = models.CharField(_("county"), max_length=60, blank=True)
    county_key = KeyField("county", max_length=180)
    state = models.CharField(_("state"), max_length=60, blank=True)
    state_key = KeyField("state", max_length=180)
    province = models.CharField(_("province"), max_length=60, blank=True)
    province_key = KeyField("province", max_length=180)
    postal_code = models.CharField(_("postal code"), max_length=60, blank=True)
    postal_code_key = KeyField("postal_code", max_length=180)
    postal_plus4 = models.CharField(_("postal plus 4"), max_length=10, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        indexes = [
            models.Index(fields=["city_key"], name="parties_location_city"),
            models.Index(fields=["postal_code_key"], name="parties_location_postal"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(line1=""),
                name="parties_location_line1",
                violation_error_message=_("Address line 1 is required."),
            )
        ]

    constraint_fields = {"parties_location_line1": "line1"}
    follows = ("country",)

    def __str__(self) -> str:
        return rules.one_line_address(self)

    def clean(self) -> None:
        """What the country requires of an address is there."""
        rules.require_address_elements(self)


class UnvalidatedAddress(models.Model):
    """What the geography did not know of an address when it was written. Derived. Owner: parties.address_check.

    `elements` are the columns that were not found, between commas, in the order of the address.
    """

    location = models.OneToOneField(
        Location, models.CASCADE, related_name="unvalidated", verbose_name=_("address")
    )
    elements = models.CharField(_("elements"), max_length=100)

    class Meta:
        verbose_name = _("address not validated")
        verbose_name_plural = _("addresses not validated")

    def __str__(self) -> str:
        return f"{self.location_id}: {self.elements}"


class PartySite(StatusRecord):
    """A party at an address. One of a party's active addresses identifies it (R-053)."""

    history_path = Path(root="party_id")
    fixed_fields = frozenset({"party"})
    primary = Primary(
        "identifying", group=("party",), lost=_("%(record)s is no longer the identifying address.")
    )
    constraint_fields = {"parties_partysite_one_identifying": "identifying"}

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="sites", editable=False, verbose_name=_("party")
    )
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="party_sites", editable=False, verbose_name=_("address")
    )
    number = models.CharField(
        _("site number"), max_length=30, help_text=_("The number of the address in the registry. Unique.")
    )
    number_key = KeyField("number", unique=True, max_length=90)
    name = models.CharField(
        _("site name"), max_length=240, blank=True, help_text=_("What the customer calls the place.")
    )
    name_key = KeyField("name")
    addressee = models.CharField(
        _("addressee"), max_length=150, blank=True, help_text=_("To whom letters are directed.")
    )
    mail_stop = models.CharField(
        _("mail stop"), max_length=60, blank=True, help_text=_("Where in the house.")
    )
    identifying = models.BooleanField(
        _("identifying address"), default=False, help_text=_("The address under which the customer is known.")
    )

    objects = PartySiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer address")
        verbose_name_plural = _("customer addresses")
        ordering = ["party", "id"]
        indexes = [models.Index(fields=["name_key"], name="parties_partysite_name")]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(identifying=True, status="A"),
                name="parties_partysite_one_identifying",
                violation_error_message=_("The customer has an identifying address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.number

    def get_absolute_url(self) -> str:
        return reverse("customers:addresses", args=[self.party_id])
