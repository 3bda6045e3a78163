"""Stored files: bytes in the file storage, their name, type and size in a row (R-264, trust 20).

Bytes are written before the unit of work that refers to them opens, never inside one (trust 2); what no row refers to
afterwards is pruned with the files that are past their time. A file is handed out as an attachment under its own
name, and never looked into by the browser.
"""

import datetime
import hashlib
import uuid
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils import timezone

from core.exceptions import WriteRefused
from core.models import StoredFile
from core.work import open_unit

FOLDER = "files"
CHUNK = 1024 * 1024


def store(
    content: IO[bytes],
    *,
    name: str,
    content_type: str,
    stored_by: Any = None,
    expires_at: datetime.datetime | None = None,
) -> StoredFile:
    """Keep the bytes of `content`, read from its beginning, and answer their stored row.

    Refuses inside a unit of work: no file is written while a transaction is open.
    """
    if open_unit() is not None:
        raise WriteRefused("Store the file before the unit of work opens.")
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", content)
    stored = StoredFile(
        name=name,
        content_type=content_type,
        size=size,
        sha256=digest.hexdigest(),
        path=path,
        stored_by=stored_by,
        stored_at=timezone.now(),
        expires_at=expires_at,
    )
    stored.save(force_insert=True)
    return stored


def attachment(stored: StoredFile) -> FileResponse:
    """The answer that hands the file out for saving, streamed, under its own name."""
    content = default_storage.open(stored.path, "rb")
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["Content-Length"] = str(stored.size)
    response["Cache-Control"] = "private, no-store"
    return response
