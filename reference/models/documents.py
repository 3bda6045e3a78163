"""Documents that are kept with records: their types, and what each document has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models import StatusRecord, StoredFile
from reference import rules
from reference.models.base import ReferenceRecord


class DocumentType(ReferenceRecord):
    """What a document is, such as a contract; some types are for few eyes only (R-264)."""

    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Whether only roles that may read confidential documents see documents of this type."),
    )
    expires = models.BooleanField(
        _("valid until is required"),
        default=False,
        help_text=_("Whether every document of this type must say until when it is valid."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        permissions = [("read_confidential_document", "Can read confidential documents")]


class DocumentBase(StatusRecord):
    """A file kept with a record (R-264). The file itself never changes: another one is another document."""

    fixed_fields = frozenset({"file"})
    follows = ("file", "type")

    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
        help_text=_(
            "The file as it was uploaded. It cannot be changed; upload a newer one as another document."
        ),
    )
    title = models.CharField(
        _("title"), max_length=240, help_text=_("What the document is called in lists; people search for it.")
    )
    title_key = KeyField("title", db_index=True)
    type = models.ForeignKey(
        DocumentType,
        models.PROTECT,
        related_name="+",
        verbose_name=_("document type"),
        help_text=_("What the document is."),
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is valid; empty: no end."),
    )

    class Meta(StatusRecord.Meta):
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")

        # What the list of documents is sorted and narrowed by; types, titles, uploaders and owners have theirs.
        indexes = [
            models.Index(fields=["-created_at", "-id"]),
            models.Index(fields=["valid_until", "id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Hold the rules of one document."""
        rules.says_how_long_it_is_valid(self.type, self.valid_until)

    @property
    def is_confidential(self) -> bool:
        """True when only few may know of it (R-264)."""
        return self.type.confidential
