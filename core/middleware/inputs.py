"""Refuses requests that no browser of a clerk sends and no database of ours can store."""

import codecs
import re
from collections.abc import Callable, Iterable

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase

from core.errors import error_page

# PostgreSQL text holds neither NUL nor half of a surrogate pair. Tabs and line ends are ordinary text; what
# other control characters mean is decided by the field they are typed into (core.text).
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class CleanInputMiddleware:
    """Answers 400 when address, query, form, cookies or headers carry text that can not be stored, and 413
    when the body is too large to be read (trust rule 16).

    The form is parsed here, before anybody else looks at it, so that its errors have one place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass a clean request on."""
        refuse_other_charsets(request)
        try:
            texts = list(texts_of(request))
        except RequestDataTooBig:
            return error_page(request, 413)
        except UnreadablePostError as error:
            raise BadRequest("The request ended before its body did.") from error
        if any(UNSTORABLE.search(text) for text in texts):
            raise BadRequest("The request contains characters that can not be stored.")
        return self.get_response(request)


def refuse_other_charsets(request: HttpRequest) -> None:
    """Raise BadRequest when the request wants its text decoded by anything but UTF-8.

    Python has codecs that turn harmless bytes into any character, and some that are not encodings at all.
    """
    charset = (request.content_params or {}).get("charset", "utf-8")
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if name != "utf-8":
        raise BadRequest("Requests are read as UTF-8.")


def texts_of(request: HttpRequest) -> Iterable[str]:
    """Every text that the client chose: path, query, form, names of files, cookies and headers."""
    yield request.path
    for data in (request.GET, request.POST):
        for name, values in data.lists():
            yield name
            yield from (value for value in values if isinstance(value, str))
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files if isinstance(file, UploadedFile))
    for name, value in request.COOKIES.items():
        yield name
        yield value
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_"))
