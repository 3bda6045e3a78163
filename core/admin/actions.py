"""Remove and Restore as actions of a list."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import writes
from core.admin import versions
from core.exceptions import StaleRecord
from core.models import StatusRecord


class StatusActions:
    """The two verbs of a record that has a status; asks before removing, with what depends on it (R-260)."""

    actions: Any = ["remove_records", "restore_records"]

    def get_actions(self, request: HttpRequest) -> Any:
        """No deleting; Remove and Restore where there is a status and the permission to change it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if not issubclass(self.model, StatusRecord):
            actions.pop("remove_records", None)
            actions.pop("restore_records", None)
        return actions

    def uses_of(self, record: Any) -> list[str]:
        """What depends on `record`, in words with numbers, for the question before it is removed."""
        return []

    def use_page(self, record: Any) -> str:
        """The page that shows what depends on `record` and puts another in its place; "" where there is none."""
        return ""

    @admin.action(description=gettext_lazy("Remove the selected (make inactive)"), permissions=["change"])
    def remove_records(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask, then remove the active ones of the selected records."""
        if "confirmed" not in request.POST:
            return self._ask(request, queryset)
        done = self._write_all(request, queryset, self.remove_record, status="A")
        self._say(
            request,
            ngettext("%(count)d record is inactive now.", "%(count)d records are inactive now.", done),
            done,
        )
        return None

    @admin.action(description=gettext_lazy("Restore the selected"), permissions=["change"])
    def restore_records(self, request: HttpRequest, queryset: Any) -> None:
        """Restore the inactive ones of the selected records."""
        done = self._write_all(request, queryset, self.restore_record, status="I")
        self._say(
            request,
            ngettext("%(count)d record was restored.", "%(count)d records were restored.", done),
            done,
        )

    def remove_record(self, record: Any) -> Any:
        """Remove one; admins of records that have a service call that instead."""
        return writes.remove(record, version=record.version)

    def restore_record(self, record: Any) -> Any:
        """Restore one; admins of records that have a service call that instead."""
        return writes.restore(record, version=record.version)

    def write_one(self, request: HttpRequest, queryset: Any, verb: Any) -> None:
        """Call a service that acts on one record, `verb(record, version=...)`, for the one that is selected."""
        if queryset.count() != 1:
            messages.error(request, _("Select one record."))
            return
        done = self._write_all(request, queryset, lambda record: verb(record, version=record.version))
        self._say(request, _("The record was changed."), done)

    def action_checkbox(self, obj: Any) -> SafeString:
        """The box of a row, with the version that the row shows."""
        return versions.beside(super().action_checkbox(obj), obj)

    def _ask(self, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
        """The question; back to the list where somebody changed a record since the list was opened."""
        chosen = list(queryset)
        if problems := versions.overtaken(chosen, versions.opened_in(request)):
            self._tell(request, problems)
            return None
        records = [record for record in chosen if record.is_active]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Remove"),
            "opts": self.opts,
            "rows": [(record, self.uses_of(record), self.use_page(record)) for record in records],
            "versions_name": versions.FIELD,
            "versions": versions.carried(records),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/remove_records.html", context)

    def _write_all(self, request: HttpRequest, queryset: Any, verb: Any, status: str = "") -> int:
        """Write all records (of that status) in one unit of work, all or none; answers how many.

        None where one of them was changed since the list or the question showed it (D-19): each such is told.
        """
        try:
            with self.unit_of_work(request) as unit_of_work:
                chosen = writes.lock(queryset)
                if problems := versions.overtaken(chosen, versions.opened_in(request)):
                    raise ValidationError(problems)
                records = [record for record in chosen if status in ("", record.status)]
                for record in records:
                    verb(record)
        except (ValidationError, StaleRecord) as error:
            self._tell(request, getattr(error, "messages", [str(error)]))
            return 0
        for notice in unit_of_work.notices:
            messages.info(request, notice)
        return len(records)

    def _tell(self, request: HttpRequest, problems: Iterable[str]) -> None:
        for problem in problems:
            messages.error(request, problem)

    def _say(self, request: HttpRequest, text: str, count: int) -> None:
        if count:
            messages.success(request, text % {"count": count})
