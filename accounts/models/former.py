"""Numbers that accounts had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from core.fields import KeyField
from core.history import Path
from core.models import Record


class FormerAccountNumber(Record):
    """A number that an account had until a day; people still find the account under it (R-018)."""

    history_path = Path(root="account__party_id", branch="account_id")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="former_numbers", editable=False, verbose_name=_("account")
    )
    number = models.CharField(_("former account number"), max_length=30)
    number_key = KeyField("number", max_length=90, db_index=True)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former account number")
        verbose_name_plural = _("former account numbers")
        ordering = ["account", "-until", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "number_key", "until"],
                name="accounts_former_number_once",
                violation_error_message=_("The account gave this number up on that day already."),
            )
        ]

    def __str__(self) -> str:
        return _("formerly %(number)s") % {"number": self.number}
