"""What the pages that write have in common: the unit of work, errors put beside their fields, the answer."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from core import logs, retry, tokens
from core.pages.forms import REFRESH
from core.work import UnitOfWork, work

ONE_TIME = "form_token"
ADD_ROW = "add_row"
FILL = "fill"
# A button that fills in fields fills in no more than these.
MOST_FILLED = 20
# Of a count that a form sends; Python refuses to read thousands of digits.
MOST_DIGITS = 4
RETRY_AFTER_SECONDS = 5
# What a form sends besides its content; two sendings that differ only in these are the same form.
AROUND = frozenset({"csrfmiddlewaretoken", ONE_TIME, REFRESH, ADD_ROW, FILL, "button", "next"})

Forms = Mapping[str, Any]


@contextmanager
def page_work(request: HttpRequest, reason: str = "") -> Iterator[UnitOfWork]:
    """The unit of work of a page. What it has to tell the user is shown once it is committed."""
    with work(
        actor=request.user,
        channel="page",
        reason=reason,
        request_id=logs.request_id.get(),
    ) as unit_of_work:
        yield unit_of_work
    for notice in unit_of_work.notices:
        messages.info(request, notice)


def patiently(view: Any) -> HttpResponse:
    """The answer to a POST: `view.attempt()`, tried again where only other writers stood in its way (trust 4).

    Where they did to the end, `view.show_again()` is the page with everything that was typed; it says so (503).
    """
    try:
        return retry.whole(view.attempt, again=view.load)
    except retry.Busy as busy:
        view.load()
        messages.warning(view.request, str(busy))
        response = view.show_again()
        response.status_code = 503
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to `url`, the whole page of it also where htmx asked."""
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", None) else HttpResponseRedirect(url)


def safe_next(request: HttpRequest, default: str) -> str:
    """Where `next` points, when that is on this host; otherwise `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure()):
        return wanted
    return default


def digest_of(data: QueryDict, files: Any = ()) -> str:
    """The fingerprint of what a form says and of the files sent with it, whichever of its buttons sent it."""
    content = data.copy()
    for name in files:
        content.setlist(f"{name} (file)", [fingerprint(file) for file in files.getlist(name)])
    for name in AROUND & content.keys():
        del content[name]
    return tokens.digest(content)


def fingerprint(file: UploadedFile) -> str:
    """What tells a file from another."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def each_form(all_forms: Forms) -> Iterator[BaseForm]:
    """Every form, those inside formsets included."""
    for form in all_forms.values():
        yield from form.forms if isinstance(form, BaseFormSet) else [form]


def all_valid(all_forms: Forms) -> bool:
    """Validate every form, so that all errors are shown at once."""
    answers = [form.is_valid() for form in all_forms.values()]
    return all(answers)


def asks_for_something(all_forms: Forms) -> bool:
    """True when a field that is seen must be filled in, in an empty row to come too."""
    empty_rows = [form.empty_form for form in all_forms.values() if isinstance(form, BaseFormSet)]
    seen = [field for form in [*each_form(all_forms), *empty_rows] for field in form.visible_fields()]
    return any(bound.field.required for bound in seen)


def another_row(data: QueryDict) -> QueryDict:
    """The sent data with one more row in the formset whose button was pressed."""
    prefix = data.get(ADD_ROW, "")
    name = f"{prefix}-TOTAL_FORMS"
    more = data.copy()
    rows = data.get(name, "")
    if rows.isdecimal() and len(rows) <= MOST_DIGITS:
        more[name] = str(int(rows) + 1)
    return more


def filled_in(data: QueryDict) -> QueryDict:
    """The sent data with what the pressed button proposes: its value is "city=Kiel&postal_code=24103"."""
    more = data.copy()
    try:
        proposed = parse_qsl(data.get(FILL, ""), keep_blank_values=True, max_num_fields=MOST_FILLED)
    except ValueError:
        proposed = []
    for name, value in proposed:
        # What the edge would have refused in a field of its own does not come in by another.
        if "\0" not in name + value:
            more[name] = value
    return more


def typed_so_far(data: QueryDict) -> QueryDict:
    """What is shown again of a form that was sent while somebody is still typing."""
    return another_row(filled_in(data))


def still_typing(data: QueryDict) -> bool:
    """True when the form was sent only to be shown again: another row, another country, a proposal taken."""
    return ADD_ROW in data or REFRESH in data or FILL in data


def put_errors(all_forms: Forms, error: ValidationError) -> None:
    """Put what the domain refused beside the fields it is about, or above the form where no field is named."""
    for record, by_key in getattr(error, "records", [(None, dict(_by_key(error)))]):
        home = _home_of(all_forms, record)
        for key, errors in by_key.items():
            form, name = _locate({"home": home} if home else all_forms, key)
            form.add_error(name, errors)


def _home_of(all_forms: Forms, record: Any) -> BaseForm | None:
    """The form whose record was refused."""
    homes = (form for form in each_form(all_forms) if getattr(form, "instance", None) is record)
    return next(homes, None) if record is not None else None


def _by_key(error: ValidationError) -> list[tuple[str, Any]]:
    if hasattr(error, "error_dict"):
        return list(error.error_dict.items())
    return [(NON_FIELD_ERRORS, error)]


def _locate(all_forms: Forms, key: str) -> tuple[BaseForm, str | None]:
    """The form and field that a key of an error means: "city", "country_id", "purposes-0-location"."""
    candidates = list(each_form(all_forms))
    for form in candidates:
        rest = key.removeprefix(f"{form.prefix}-")
        if form.prefix and rest != key and rest in form.fields:
            return form, rest
    for name in (key, key.removesuffix("_id"), key.removesuffix("_key")):
        for form in candidates:
            if name in form.fields:
                return form, name
    return candidates[0], None


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: where, what, and the element to go to."""

    label: str
    message: str
    anchor: str = ""


def problems_of(all_forms: Forms) -> list[Problem]:
    """Every error of every form, in the order of the page."""
    found: list[Problem] = []
    lists = sum(isinstance(form, BaseFormSet) for form in all_forms.values())
    for form in all_forms.values():
        if isinstance(form, BaseFormSet):
            if form.is_bound and not form.quiet:
                found += [Problem("", str(message)) for message in form.non_form_errors()]
            for number, row in enumerate(form.forms, start=1):
                found += _problems_of_form(row, _row_of(form, number, lists))
        else:
            found += _problems_of_form(form)
    return found


def _row_of(rows: BaseFormSet, number: int, lists: int) -> str:
    """What a row is called; on a page with several lists of rows by its list too."""
    if lists > 1:
        return _("%(what)s, row %(number)s") % {"what": rows.label, "number": number}
    return _("Row %(number)d") % {"number": number}


def _problems_of_form(form: BaseForm, place: str = "") -> list[Problem]:
    found: list[Problem] = []
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            found += [Problem(place, str(message)) for message in errors]
            continue
        bound = form[name]
        label = " – ".join(filter(None, [place, str(bound.label)]))
        anchor = "" if bound.is_hidden else (bound.id_for_label or bound.auto_id)
        found += [Problem(label, str(message), anchor) for message in errors]
    return found


def reasons(all_forms: Forms) -> str:
    """The reason that was given, from whichever form asks for one."""
    given: Sequence[str] = [form.cleaned_data.get("reason", "") for form in each_form(all_forms)]
    return next(filter(None, given), "")
