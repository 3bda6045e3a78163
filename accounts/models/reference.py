"""Under which number another system knows an account (R-031)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from core.history import Path
from parties.models.reference import SourceReferenceBase, reference_constraints


class AccountSourceReference(SourceReferenceBase):
    """An account's reference in a source system."""

    history_path = Path(root="account__party_id", branch="account_id")
    fixed_fields = SourceReferenceBase.fixed_fields | {"account"}

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="source_references", editable=False, verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("account reference")
        verbose_name_plural = _("account references")
        constraints = reference_constraints("account")
