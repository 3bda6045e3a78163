"""The conflict page of the admin: yours, theirs and the value when it was opened, field by field (D-19).

It sends the whole form again, inlines included, from the newer version of the record in conflict: for a field in
conflict the value that is chosen, for every other one what the form holds after it took over what others changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import display_for_field
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from core.exceptions import Conflict, StaleRecord

NOTHING = "–"
AROUND = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Choice:
    """One field in conflict: what each has, as shown and as sent."""

    name: str
    label: str
    yours: str
    theirs: str
    opened: str
    yours_sent: str
    theirs_sent: str


def conflict_page(request: HttpRequest, response: TemplateResponse, stale: StaleRecord) -> TemplateResponse:
    """The page to choose on (409), made from the form that would be shown again.

    The form itself where choosing cannot be offered: a password that was typed does not travel through a page.
    """
    context = response.context_data or {}
    shown = list(_forms(context))
    form = next((each for each in shown if each.is_about(stale.record)), None)
    if form is None or any(_holds_secret(each) for each in shown):
        return response
    named = {conflict.field: conflict for conflict in stale.conflicts}
    choices = [_choice(form, named.pop(name)) for name in list(form.fields) if name in named]
    contested = {choice.name for choice in choices}
    response.context_data = {
        **context,
        "choices": choices,
        "elsewhere": [capfirst(str(conflict.label)) for conflict in named.values()],
        "kept": [
            (name, value)
            for name, values in form.data.lists()
            for value in values
            if name not in contested | AROUND
        ],
        "record": stale.record,
        "changed_by": stale.changed_by,
        "changed_at": stale.changed_at,
        "errors": None,
    }
    response.template_name = "admin/conflict.html"
    response.status_code = 409
    return response


def _forms(context: dict[str, Any]) -> Iterator[Any]:
    """The form of the record and those of the rows of its inlines."""
    yield context["adminform"].form
    for each in context["inline_admin_formsets"]:
        yield from each.formset.forms


def _holds_secret(form: Any) -> bool:
    return any(
        isinstance(field.widget, forms.PasswordInput) and form.data.get(form.add_prefix(name))
        for name, field in form.fields.items()
    )


def _choice(form: Any, conflict: Conflict) -> Choice:
    bound = form[conflict.field]
    return Choice(
        name=bound.html_name,
        label=capfirst(str(conflict.label)),
        yours=_words(form, conflict.field, conflict.yours),
        theirs=_words(form, conflict.field, conflict.theirs),
        opened=_words(form, conflict.field, conflict.opened),
        yours_sent=_sent(bound, conflict.yours),
        theirs_sent=_sent(bound, conflict.theirs),
    )


def _words(form: Any, name: str, value: Any) -> str:
    """A value in words: the name of what a key points at, the meaning of a code."""
    field: Any = form.instance._meta.get_field(name)
    if value in (None, ""):
        return NOTHING
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or NOTHING)
    if hasattr(field, "meanings"):
        return str(field.meanings([value])[value])
    return str(display_for_field(value, field, NOTHING))


def _sent(bound: Any, value: Any) -> str:
    """A value as a browser sends it."""
    if isinstance(value, bool):
        return "true" if value else ""
    formatted = bound.field.widget.format_value(bound.field.prepare_value(value))
    if isinstance(formatted, list | tuple):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted)
