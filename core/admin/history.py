"""The history page of a record in the admin: our own journal instead of the admin's log."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import display_for_field, unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.admin.guarding import by_model_permission
from core.choices import named
from core.dates import date_text, moment_text
from core.journal import readable_by
from core.models import ChangeRecord

PER_PAGE = 100
NOTHING = "–"


class RecordHistory:
    """Lists the changes of one record, newest first, with names instead of ids."""

    @by_model_permission
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The page. One query for the changes and one per kind of record that their values name."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        changes = (
            self.journal(request)
            .filter(model=self.opts.label_lower, object_id=record.pk)
            .select_related("actor")
            .order_by("-id")
        )
        page = self.get_paginator(request, changes, PER_PAGE).get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": record},
            "page": page,
            "rows": list(zip(page, lines_of(self.model, list(page)), strict=True)),
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "object": record,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    def journal(self, request: HttpRequest) -> QuerySet[ChangeRecord]:
        """The changes that the user may read; those of this record are shown."""
        return readable_by(request.user)


def lines_of(model: Any, changes: Sequence[ChangeRecord]) -> list[list[tuple[str, str, str]]]:
    """(field, old, new) in words, for each change; fields in the order of the model."""
    names = _names(model, changes)
    order = {field.name: number for number, field in enumerate(model._meta.concrete_fields)}
    return [
        [
            (_label(model, name), _word(model, name, old, names), _word(model, name, new, names))
            for name, (old, new) in sorted(
                (change.changes or {}).items(), key=lambda item: order.get(item[0], len(order))
            )
        ]
        for change in changes
    ]


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _label(model: Any, name: str) -> str:
    field = _field(model, name)
    return capfirst(str(field.verbose_name)) if field else name


def _names(model: Any, changes: Sequence[ChangeRecord]) -> dict[str, dict[Any, str]]:
    """For each field that points at another record: the names of the records that the changes mention."""
    mentioned: dict[str, set[Any]] = defaultdict(set)
    for change in changes:
        for name, pair in (change.changes or {}).items():
            mentioned[name] |= {value for value in pair if value not in (None, "")}
    found = {}
    for name, values in mentioned.items():
        field = _field(model, name)
        if field is not None and field.is_relation:
            rows = field.related_model._default_manager.filter(pk__in=values)
            found[name] = {row.pk: named(row) for row in rows}
        elif hasattr(field, "meanings"):
            found[name] = field.meanings(values)
    return found


def _word(model: Any, name: str, value: Any, names: dict[str, dict[Any, str]]) -> str:
    if value is None or value == "":
        return NOTHING
    if name in names:
        return names[name].get(value, str(value))
    field = _field(model, name)
    if field is None:
        return str(value)
    try:
        typed = field.to_python(value)
    except ValidationError:
        return str(value)
    if isinstance(typed, datetime.datetime):
        return moment_text(typed)
    if isinstance(typed, datetime.date):
        return date_text(typed)
    return str(display_for_field(typed, field, NOTHING))
