"""Under which number another system knows a record (R-031)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.history import Path
from core.models import StatusRecord
from parties.models.party import Party
from reference.models import SourceSystem


def reference_constraints(owner: str) -> list[models.BaseConstraint]:
    """What holds for every kind of source reference: the value is unique in its system, one is in force."""
    return [
        *StatusRecord.Meta.constraints,
        models.UniqueConstraint(
            fields=["system", "value_key"],
            name="%(app_label)s_%(class)s_unique",
            violation_error_message=_("Another record has this reference in the same source system."),
        ),
        models.UniqueConstraint(
            fields=[owner, "system"],
            condition=Q(status="A"),
            name="%(app_label)s_%(class)s_one_per_system",
            violation_error_message=_("This record has a reference in that source system already."),
        ),
    ]


class SourceReferenceBase(StatusRecord):
    """The value under which a source system knows a record. A replaced one stays, inactive, as an alias.

    Once given it is not changed, and only a data steward removes or restores it, with a reason (parties.services).
    """

    constraint_fields: dict[str, Any] = {}
    fixed_fields = frozenset({"system", "value"})
    follows = ("system",)

    system = models.ForeignKey(
        SourceSystem,
        models.PROTECT,
        related_name="+",
        verbose_name=_("source system"),
        help_text=_("The system that knows the record under this reference."),
    )
    value = models.CharField(
        _("reference"), max_length=240, help_text=_("The record's number in that system.")
    )
    value_key = KeyField("value")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.system}: {self.value}"


class PartySourceReference(SourceReferenceBase):
    """A party's reference in a source system."""

    history_path = Path(root="party_id")
    fixed_fields = SourceReferenceBase.fixed_fields | {"party"}

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="source_references", editable=False, verbose_name=_("party")
    )

    class Meta:
        verbose_name = _("customer reference")
        verbose_name_plural = _("customer references")
        constraints = reference_constraints("party")
