"""Files that the product keeps: uploaded documents, exports."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """The name, type and size of a file; its bytes lie in the file storage, outside the web root. Owner: core.files.

    A document record points at its file for ever; a file with an expiry (an export) is pruned after it.
    """

    name = models.CharField(_("file name"), max_length=240)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("digest of the content"), max_length=64)
    path = models.CharField(_("place in the storage"), max_length=200, unique=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("stored by")
    )
    stored_at = models.DateTimeField(_("stored at"))
    expires_at = models.DateTimeField(_("kept until"), null=True, db_index=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.name
