"""The geography: which areas, cities and postal codes a country has, as files and libraries say (R-047).

Machinery: loaded in bulk, replaced per country and source, owned by `reference.geography`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.world import Country


class GeographySource(models.Model):
    """What was loaded of one country from one source, and when. Owner: reference.geography."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="+", verbose_name=_("country"))
    code = models.CharField(_("source"), max_length=40)
    origin = models.CharField(_("origin"), max_length=240, blank=True)
    areas = models.PositiveIntegerField(_("areas"), default=0)
    cities = models.PositiveIntegerField(_("cities"), default=0)
    postal_codes = models.PositiveIntegerField(_("postal codes"), default=0)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("geography source")
        verbose_name_plural = _("geography sources")
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="reference_geographysource_unique")
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.code}"


class Place(models.Model):
    """An area, a city, a postal code or the beginning of postal codes. Owner: reference.geography.

    `code` is that of an area, or the postal code in capitals without separators; `area` are the codes of the areas in
    which it lies, between commas. Of a postal code, `name` are the cities as they are shown, between semicolons,
    `keys` all their folded names, between bars. `reach` is how far from the point its places lie, in kilometres;
    places without coordinates are compared by name alone.
    """

    class Kind(models.TextChoices):
        AREA = "A", _("Area")
        CITY = "C", _("City")
        POSTAL = "P", _("Postal code")
        BEGINNING = "B", _("Beginning of postal codes")

    source = models.ForeignKey(GeographySource, models.CASCADE, related_name="+", verbose_name=_("source"))
    country = models.ForeignKey(Country, models.CASCADE, related_name="+", verbose_name=_("country"))
    kind = models.CharField(_("kind"), max_length=1, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    area = models.CharField(_("areas"), max_length=60, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    reach = models.FloatField(_("reach"), default=0)
    population = models.PositiveIntegerField(_("population"), default=0)
    keys = models.TextField(_("keys"), blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            models.Index(fields=["country", "kind", "code"], name="reference_place_code"),
            models.Index(fields=["country", "kind", "latitude"], name="reference_place_latitude"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class PlaceName(models.Model):
    """A folded name of an area or a city (`reference.geography.keys`). Owner: reference.geography."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names", verbose_name=_("place"))
    country = models.ForeignKey(Country, models.CASCADE, related_name="+", verbose_name=_("country"))
    kind = models.CharField(_("kind"), max_length=1, choices=Place.Kind.choices)
    key = models.CharField(_("key"), max_length=100)

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        indexes = [models.Index(fields=["country", "kind", "key"], name="reference_placename_key")]

    def __str__(self) -> str:
        return self.key
