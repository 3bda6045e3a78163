"""Notes and documents about an account (R-264)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from core.history import Path
from core.models import NoteBase
from reference.models import DocumentBase
from reference.querysets import DocumentQuerySet


class AccountNote(NoteBase):
    """A dated note about an account."""

    history_path = Path(root="account__party_id", branch="account_id")
    fixed_fields = frozenset({"account"})

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="notes", editable=False, verbose_name=_("account")
    )

    class Meta(NoteBase.Meta):
        verbose_name = _("account note")
        verbose_name_plural = _("account notes")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("accounts:notes", args=[self.account_id])


class AccountDocument(DocumentBase):
    """A document kept with an account."""

    history_path = Path(root="account__party_id", branch="account_id")
    fixed_fields = DocumentBase.fixed_fields | {"account"}

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="documents", editable=False, verbose_name=_("account")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(DocumentBase.Meta):
        verbose_name = _("account document")
        verbose_name_plural = _("account documents")

    def get_absolute_url(self) -> str:
        """The page where it is kept."""
        return reverse("accounts:notes", args=[self.account_id])
