"""Help with a page: what the page is for, and what its fields, filters and columns mean.

Every page answers `?help=1` at its own address with the help about itself, to whoever may open the page; the script
shows the same in a dialog. The words come from where they are kept already: `help` of the view, the help texts of
the fields of its forms, and those of the model fields that its columns show.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest

from core.pages.labels import title

PARAMETER = "help"


@dataclass(frozen=True)
class Entry:
    """A field, filter or column, and what it means."""

    label: str
    text: str


def is_asked(request: HttpRequest) -> bool:
    """True when the help about the page is wanted rather than the page."""
    return request.method == "GET" and PARAMETER in request.GET


def of_page(view: Any, context: dict[str, Any]) -> dict[str, Any]:
    """What the template of the help shows about a view that has this context."""
    regions = list(context.get("regions") or ())
    return {
        "purpose": view.help,
        "fields": distinct(_of_forms(_forms(context))),
        "filters": distinct(_of_forms(region.filterset.form for region in regions if region.filterset)),
        "columns": distinct(entry for region in regions for entry in _of_columns(region.table)),
        "back": _without_help(view.request),
    }


def distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry once: two lists of one page share columns."""
    return list(dict.fromkeys(entries))


def _without_help(request: HttpRequest) -> str:
    """The address of the page itself."""
    query = request.GET.copy()
    del query[PARAMETER]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _forms(context: dict[str, Any]) -> Iterator[BaseForm]:
    """Every form of the page; of rows one that is empty."""
    given = [*(context.get("forms") or {}).values(), context.get("form")]
    for form in given:
        if isinstance(form, BaseFormSet):
            yield form.empty_form
        elif isinstance(form, BaseForm):
            yield form


def _of_forms(forms: Iterable[BaseForm]) -> Iterator[Entry]:
    for form in forms:
        for bound in form.visible_fields():
            if bound.help_text:
                yield Entry(str(bound.label), str(bound.help_text))


def _of_columns(table: Any) -> Iterator[Entry]:
    rows = table.data.data
    if not isinstance(rows, QuerySet):
        return
    for bound in table.columns.iterall():
        text = getattr(_field_at(rows.model, str(bound.accessor)), "help_text", "")
        if text:
            yield Entry(title(bound.header), str(text))


def _field_at(model: Any, accessor: str) -> Any:
    """The model field that an accessor ends at; None where it ends at something else."""
    field = None
    for name in accessor.replace(".", "__").split("__"):
        if model is None:
            return None
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model
    return field
