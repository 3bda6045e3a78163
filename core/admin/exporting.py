"""Exports of the lists of the set-up: what the list shows, all of its pages, as CSV and XLSX (trust 20).

The answer to the list's own address with `export=csv` (or xlsx). Above `settings.EXPORT_AT_ONCE` rows the page asks
whether to make the file in the background (core.exports.program), which opens the address again through `listed`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, override

from core.exports import FORMATS, Sheet, distinct, log, plain
from core.exports.answer import file_answer
from core.exports.program import KEPT
from core.exports.rows import fetched, keys_of
from core.exports.sheet import CHUNK, Row
from core.preferences import read_by

EXPORT, REGION = "export", "region"
LIST = "rows"
CHECKBOX = "action_checkbox"


@dataclass(frozen=True)
class Listed:
    """A list of the set-up as somebody sees it: what `core.lists` knows of any list."""

    admin: Any
    request: HttpRequest
    rows: Any
    columns: Sequence[Any]

    def sheet(self, name: str, *, most: int | None = None) -> Sheet:
        """All its rows; with `most` at most so many and one more."""
        keys = keys_of(self.rows, most)
        language = get_language()

        def chunks() -> Iterator[list[Row]]:
            for start in range(0, len(keys), CHUNK):
                with read_by(self.request.user), override(language):
                    told = [self._cells(row) for row in fetched(self.rows, keys[start : start + CHUNK])]
                yield told

        labels = [(self._head(column), str(column)) for column in self.columns]
        return Sheet(name, distinct(labels), len(keys), chunks)

    def _head(self, column: Any) -> str:
        return str(capfirst(str(label_for_field(column, self.admin.model, model_admin=self.admin))))

    def _cells(self, record: Any) -> Row:
        return [plain(self._value(column, record)) for column in self.columns]

    def _value(self, column: Any, record: Any) -> Any:
        """A plain value: a code by its meaning, a reference by its name, nothing where the list shows a dash."""
        try:
            field, _attribute, value = lookup_field(column, record, self.admin)
        except ObjectDoesNotExist:
            return None
        if field is None or field.is_relation:
            return _bare(value)
        said = getattr(record, f"get_{field.name}_display", None)
        return said() if said else value


def _bare(value: Any) -> Any:
    return " ".join(strip_tags(value).split()) if isinstance(value, SafeString) else value


class ListExport:
    """The part of an admin that exports its list."""

    def export_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(address, format) of the list as it is shown."""
        query = request.GET.copy()
        query.pop(PAGE_VAR, None)
        links = []
        for kind in FORMATS.values():
            query[EXPORT] = kind.code
            links.append((f"?{query.urlencode()}", kind.label))
        return links

    def listed(self: Any, request: HttpRequest) -> Listed:
        """The list at the address of `request`, for its user; Http404 when it cannot be shown so."""
        if not (request.user.is_active and self.has_view_or_change_permission(request)):
            raise PermissionDenied
        request.GET = _without(request, EXPORT, REGION)
        try:
            shown = self.get_changelist_instance(request)
        except (IncorrectLookupParameters, DisallowedModelAdminLookup) as error:
            raise Http404 from error
        columns = [column for column in shown.list_display if column != CHECKBOX]
        return Listed(self, request, shown.queryset, columns)

    def export(self: Any, request: HttpRequest) -> HttpResponseBase:
        """The file, or the question whether it shall be made in the background."""
        kind = FORMATS.get(request.GET[EXPORT])
        if kind is None:
            raise Http404
        try:
            shown = self.listed(request)
        except Http404:
            return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
        name = str(capfirst(self.opts.verbose_name_plural))
        sheet = shown.sheet(name, most=settings.EXPORT_AT_ONCE)
        if sheet.total <= settings.EXPORT_AT_ONCE:
            log(request.resolver_match, LIST, kind, sheet.total)
            return file_answer(sheet, kind)
        query = request.GET.urlencode()
        context = {
            **self.admin_site.each_context(request),
            "title": name,
            "opts": self.opts,
            "address": f"{request.path}?{query}" if query else request.path,
            "region": LIST,
            "kind": kind,
            "list": name,
            "most": settings.EXPORT_AT_ONCE,
            "days": KEPT.days,
        }
        return TemplateResponse(request, "admin/export.html", context)


def _without(request: HttpRequest, *names: str) -> Any:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query
