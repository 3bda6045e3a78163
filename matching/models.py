"""The portable index behind search: words and keys of each customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parties.models import Party


class MatchKey(models.Model):
    """One word or number under which a customer is found. Derived machinery; owner: matching.index.

    `unit` is set on keys that come from rows of one operating unit: they find the customer for its users only.
    """

    class Kind(models.TextChoices):
        WORD = "W", _("Word")
        NUMBER = "N", _("Number")
        NAME = "A", _("Whole name")

    # Its index is the one below.
    party = models.ForeignKey(Party, models.CASCADE, related_name="match_keys", db_index=False)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    source = models.CharField(max_length=30)
    value = models.CharField(max_length=120)
    unit = models.ForeignKey("reference.OperatingUnit", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("search key")
        verbose_name_plural = _("search keys")
        indexes = [
            # The unit as well: then the index alone answers, and no row is fetched to see whose it is.
            models.Index(
                fields=["kind", "value", "party", "unit"],
                name="matching_key_lookup",
                opclasses=["varchar_ops", "varchar_pattern_ops", "int8_ops", "int8_ops"],
            ),
            # Whether a customer has a word as well: asked of thousands where every word is common.
            models.Index(
                fields=["party", "kind", "value"],
                name="matching_key_party",
                opclasses=["int8_ops", "varchar_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.source})"
