"""Make a business purpose primary, remove it, restore it, after showing what that means."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages.views import RecordActionView
from sites import rules
from sites.facts import billed_at
from sites.models import SiteUse
from sites.pages import consequences
from sites.pages.replacement import RemovePurposeForm
from sites.pages.tables import CHANGE_USE
from sites.services import make_primary, remove_use, restore_use
from sites.statements import that_need


class MakePrimary(RecordActionView):
    """Make a purpose the primary of its account and operating unit (R-073)."""

    permission = CHANGE_USE
    queryset = SiteUse.objects.with_site()
    verb = _("Make Primary")
    question = _("Make %(record)s the primary?")
    success_message = _("%(record)s is the primary now.")

    def about(self) -> Any:
        """Whose purpose it is, and of which site."""
        return consequences.whose(self.record)

    def consequences(self) -> list[str]:
        """Which purpose loses the mark."""
        return consequences.of_making_primary(self.record)

    def perform(self, version: int) -> Any:
        """Mark it."""
        return make_primary(self.record, version=version)


class RemovePurpose(RecordActionView):
    """Inactivate a purpose (R-099)."""

    permission = CHANGE_USE
    queryset = SiteUse.objects.with_site()
    verb = _("Remove")
    question = _("Remove %(record)s?")
    danger = True
    success_message = _("%(record)s is inactive now.")

    def about(self) -> Any:
        """Whose purpose it is, and of which site."""
        return consequences.whose(self.record)

    def consequences(self) -> list[str]:
        """What the account is without then."""
        return consequences.of_removing_use(self.record, self.user)

    def get_form(self, **given: Any) -> RemovePurposeForm:
        """Ask where its ship-tos are billed then (R-100), and whether Statements go along (R-078)."""
        leads = billed_at(SiteUse.objects.filter(pk=self.record.pk)).exists()
        statements = self.record.purpose == rules.BILL_TO and that_need([self.record]).exists()
        return RemovePurposeForm(bill_to=self.record if leads else None, takes_statements=statements, **given)

    def perform(self, version: int) -> Any:
        """Remove it."""
        answers = self.form.cleaned_data
        return remove_use(
            self.record,
            version=version,
            replacement=answers.get("replacement"),
            with_statements=answers.get("statements", False),
        )


class RestorePurpose(RecordActionView):
    """Bring a purpose back, as primary only where there is none (R-097)."""

    permission = CHANGE_USE
    queryset = SiteUse.objects.with_site()
    verb = _("Restore")
    question = _("Restore %(record)s?")
    success_message = _("%(record)s is active again.")

    def about(self) -> Any:
        """Whose purpose it is, and of which site."""
        return consequences.whose(self.record)

    def consequences(self) -> list[str]:
        """Whether it is primary again."""
        return consequences.of_restoring_use(self.record)

    def perform(self, version: int) -> Any:
        """Restore it."""
        return restore_use(self.record, version=version)
