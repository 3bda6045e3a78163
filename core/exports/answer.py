"""A sheet as the answer to a request: a file to keep, streamed where its format allows."""

import tempfile
from contextlib import ExitStack
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.exports.formats import Format, stream, write
from core.exports.sheet import Sheet
from core.files import SANDBOX


def file_answer(sheet: Sheet, kind: Format) -> HttpResponseBase:
    """The file, as an attachment that nobody keeps on the way and that no browser runs."""
    name = kind.file_name(sheet.name)
    if kind.streams:
        response: Any = StreamingHttpResponse(stream(sheet, kind), content_type=kind.content_type)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    else:
        response = FileResponse(
            _whole(sheet, kind), as_attachment=True, filename=name, content_type=kind.content_type
        )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _whole(sheet: Sheet, kind: Format) -> IO[bytes]:
    """A file that is gone once it was sent."""
    with ExitStack() as stack:
        target: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
        write(sheet, kind, target)
        target.seek(0)
        # The answer closes it when it was sent.
        stack.pop_all()
    return target
