"""Systems that customers come from and go to."""

from django.utils.translation import gettext_lazy as _

from reference.models.base import ReferenceRecord


class SourceSystem(ReferenceRecord):
    """A system whose own numbers of our records are kept as references (R-031)."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("source system")
        verbose_name_plural = _("source systems")
