"""Notes and documents about an account site (R-264). They belong to the site's operating unit."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.database_rules import CopiedFrom
from core.history import Path
from core.models import NoteBase
from core.querysets import UnitOwnedQuerySet
from reference.models import DocumentBase, OperatingUnit
from reference.querysets import UnitDocumentQuerySet
from sites.models.site import AccountSite

SITE_PATH = Path(root="site__account__party_id", branch="site__account_id", leaf="site_id", unit="unit_id")


def same_unit(name: str) -> CopiedFrom:
    """What is kept with a site belongs to the site's operating unit."""
    return CopiedFrom(
        parent="site",
        columns=("unit",),
        name=name,
        message=_("It belongs to the operating unit of its site."),
    )


class SiteNote(NoteBase):
    """A dated note about an account site."""

    history_path = SITE_PATH
    fixed_fields = frozenset({"site", "unit"})

    site = models.ForeignKey(
        AccountSite, models.PROTECT, related_name="notes", editable=False, verbose_name=_("account site")
    )
    unit = models.ForeignKey(
        OperatingUnit, models.PROTECT, related_name="+", editable=False, verbose_name=_("operating unit")
    )

    objects = UnitOwnedQuerySet.as_manager()

    database_rules = [same_unit("customer_sites_note_unit")]

    class Meta(NoteBase.Meta):
        verbose_name = _("account site note")
        verbose_name_plural = _("account site notes")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("sites:notes", args=[self.site_id])


class SiteDocument(DocumentBase):
    """A document kept with an account site."""

    history_path = SITE_PATH
    fixed_fields = DocumentBase.fixed_fields | {"site", "unit"}

    site = models.ForeignKey(
        AccountSite, models.PROTECT, related_name="documents", editable=False, verbose_name=_("account site")
    )
    unit = models.ForeignKey(
        OperatingUnit, models.PROTECT, related_name="+", editable=False, verbose_name=_("operating unit")
    )

    objects = UnitDocumentQuerySet.as_manager()

    database_rules = [same_unit("customer_sites_document_unit")]

    class Meta(DocumentBase.Meta):
        verbose_name = _("account site document")
        verbose_name_plural = _("account site documents")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("sites:notes", args=[self.site_id])
