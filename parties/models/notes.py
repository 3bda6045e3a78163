"""Notes and documents about a customer (R-264)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import Path
from core.models import NoteBase
from parties.models.party import Party
from reference.models import DocumentBase
from reference.querysets import DocumentQuerySet


class PartyNote(NoteBase):
    """A dated note about a customer."""

    history_path = Path(root="party_id")
    fixed_fields = frozenset({"party"})

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="notes", editable=False, verbose_name=_("party")
    )

    class Meta(NoteBase.Meta):
        verbose_name = _("customer note")
        verbose_name_plural = _("customer notes")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("customers:notes", args=[self.party_id])


class PartyDocument(DocumentBase):
    """A document kept with a customer."""

    history_path = Path(root="party_id")
    fixed_fields = DocumentBase.fixed_fields | {"party"}

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="documents", editable=False, verbose_name=_("party")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(DocumentBase.Meta):
        verbose_name = _("customer document")
        verbose_name_plural = _("customer documents")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("customers:notes", args=[self.party_id])
