"""RecordAdmin: the base of every admin page of a record."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from core import logs, retry, writes
from core.admin.actions import StatusActions
from core.admin.conflict import conflict_page
from core.admin.exporting import EXPORT, ListExport
from core.admin.fields import RecordFields
from core.admin.forms import ReasonForm
from core.admin.guarding import by_model_permission
from core.admin.history import RecordHistory
from core.exceptions import StaleRecord
from core.models import StatusRecord
from core.text import fold
from core.work import work

WHO = ("version", "created_at", "created_by", "updated_at", "updated_by")


class RecordAdmin(StatusActions, ListExport, RecordHistory, RecordFields, admin.ModelAdmin):
    """An admin whose every write is one unit of work in the channel "admin".

    There is no delete, no bulk delete and no editing in lists. A record that has a status is removed and restored by
    actions. `search_fields` name folded keys (`code_key`); what the user types is folded too. A model that is made on
    pages of its own sets `add_pages` to {URL name: what the link says}: the admin then links there instead of adding.
    A record of another operating unit is answered like one that does not exist (trust 9).
    """

    form = ReasonForm
    add_pages: ClassVar[Mapping[str, Any]] = {}
    list_per_page = 50
    change_list_template = "admin/record_change_list.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """All records; of unit-owned ones those of the user's units."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record; Http404 for one that is not there or not the user's to see, whatever he may do (R-060)."""
        record = super().get_object(request, object_id, from_field)
        if record is None:
            raise Http404
        return record

    def view_on_site(self, record: Any) -> str | None:
        """The page of the record, where it has one."""
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Search in the folded keys for the folded words."""
        return super().get_search_results(request, queryset, fold(search_term))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only columns of the record itself and the filters of the list: asking over rows that point at it would tell
        of rows of other operating units (R-060)."""
        own = {field.name for field in self.model._meta.concrete_fields}
        offered = {name.split("__")[0] for name in self.get_list_filter(request) if isinstance(name, str)}
        return lookup.split("__", maxsplit=1)[0] in own | offered and super().lookup_allowed(
            lookup, value, request
        )

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        """The class's own filters, and the status where there is one."""
        status = ["status"] if issubclass(self.model, StatusRecord) else []
        return [*status, *super().get_list_filter(request)]

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """The class's own columns, and the status where there is one."""
        status = ["status"] if issubclass(self.model, StatusRecord) else []
        return [*super().get_list_display(request), *status]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The record's fields, the reason for who may change it, and who wrote it last."""
        given: Any = self.fieldsets or [(None, {"fields": self._own_fields(request, obj)})]
        editing = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        reason = [(_("This change"), {"fields": ["reason", "opened_version"]})] if editing else []
        return [*given, *reason, *([(_("Record"), {"fields": self._who(obj)})] if obj else [])]

    def _own_fields(self, request: HttpRequest, obj: Any) -> Any:
        names = self.fields or [
            *self._get_form_for_get_fields(request, obj).base_fields,
            *self.readonly_fields,
        ]
        return [name for name in names if name not in ("reason", "opened_version")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """The class's own, what is given once, and the columns that the write functions keep."""
        own = super().get_readonly_fields(request, obj)
        return [*own, *sorted(self.model.fixed_fields), *self._who(obj)] if obj else own

    def _who(self, obj: Any) -> list[str]:
        return ["status", *WHO] if isinstance(obj, StatusRecord) else [*WHO]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds here what has a page of its own."""
        return not self.add_pages and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Records are removed, never deleted."""
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; a number that no database column can hold is answered like any other wrong question."""
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error

    @by_model_permission
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with the way to the page that adds such records; or the list as a file."""
        if EXPORT in request.GET and request.method == "GET":
            return self.export(request)
        pages = self.add_pages if super().has_add_permission(request) else {}
        links = [(reverse(name), label) for name, label in pages.items()]
        return super().changelist_view(
            request, {**(extra_context or {}), "add_pages": links, "exports": self.export_links(request)}
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, told what the write refused when the page is shown again because of that."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    @by_model_permission
    @method_decorator(csrf_protect)
    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the form; on POST save it in one unit of work, or show it again with what the write refused.

        Where somebody else changed the same fields meanwhile, a page lets the user choose field by field (D-19).
        """
        if request.method != "POST":
            return self._changeform_view(request, object_id, form_url, extra_context)

        def attempt() -> tuple[Any, Any]:
            with self.unit_of_work(request) as unit_of_work:
                return self._changeform_view(request, object_id, form_url, extra_context), unit_of_work

        try:
            response, unit_of_work = retry.whole(attempt, again=lambda: None)
        except (ValidationError, StaleRecord) as refusal:
            request.refusal = refusal
        except retry.Busy as busy:
            request.refusal = ValidationError(str(busy))
        else:
            return self._told(request, response, unit_of_work.notices)
        response = self._changeform_view(request, object_id, form_url, extra_context)
        stale = request.refusal
        return conflict_page(request, response, stale) if isinstance(stale, StaleRecord) else response

    def _told(self, request: HttpRequest, response: HttpResponse, notices: Sequence[str]) -> HttpResponse:
        for notice in notices:
            messages.info(request, notice)
        return response

    def unit_of_work(self, request: HttpRequest) -> Any:
        """The unit of work of this request, with the reason that its form gives."""
        return work(
            actor=request.user,
            channel="admin",
            reason=request.POST.get("reason", "").strip(),
            request_id=logs.request_id.get(),
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the record, against the version that was opened (R-228)."""
        self.write(obj, form.cleaned_data.get("opened_version") or 0 if change else None)

    def write(self, record: Any, version: int | None) -> None:
        """The write itself, for admins of records that have a service for it."""
        writes.save(record, version=version)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write the rows of an inline; a refusal names the row."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        doomed = formset.deleted_forms if formset.can_delete else []
        for row in formset.forms:
            if row in doomed or row.has_changed():
                self._write_row(formset, row, delete=row in doomed)

    def _write_row(self, formset: Any, row: Any, *, delete: bool) -> None:
        record, version = row.instance, row.cleaned_data.get("opened_version") or 0
        setattr(record, formset.fk.name, formset.instance)
        try:
            if delete:
                writes.delete(record, version=version)
            else:
                row.write(version if record.pk else None)
        except ValidationError as error:
            said = " ".join(error.messages)
            raise ValidationError({NON_FIELD_ERRORS: f"{record._meta.verbose_name}: {said}"}) from error

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Nothing: the unit of work keeps the history."""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the unit of work keeps the history."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the unit of work keeps the history."""
