"""Stored files: bytes in the file storage, their name, type and size in a row (R-264, trust 20).

Bytes are written before the unit of work that refers to them opens, never inside one (trust 2); what no row refers to
afterwards is forgotten with the files that are past their time (`outdated`, `stray`; the program `prune` asks). A file
is handed out as an attachment under its own name, and never looked into by the browser.
"""

import datetime
import hashlib
import uuid
from collections.abc import Iterator, Sequence
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import ForeignObjectRel, QuerySet
from django.http import FileResponse

from core import clock
from core.exceptions import WriteRefused
from core.models import StoredFile
from core.work import open_unit

FOLDER = "files"
CHUNK = 1024 * 1024
# How long a file may wait for the row that refers to it.
GRACE = datetime.timedelta(days=1)
# A file is never a page: should a browser look into one all the same, nothing in it runs or is loaded.
SANDBOX = "default-src 'none'; sandbox"


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
    # Copied, never moved: the caller's file stays as it is.
    path = default_storage.save(_new_path(), File(content))
    stored = StoredFile(
        name=name,
        content_type=content_type,
        size=size,
        sha256=digest.hexdigest(),
        path=path,
        stored_by=stored_by,
        stored_at=clock.now(),
        expires_at=expires_at,
    )
    stored.save(force_insert=True)
    return stored


def _new_path() -> str:
    """A name that tells nothing of the file; in one of 256 folders, so that none grows too long."""
    name = uuid.uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}"


def attachment(stored: StoredFile) -> FileResponse:
    """The answer that hands the file out for saving, streamed, under its own name.

    FileNotFoundError where the storage has lost the bytes.
    """
    content = default_storage.open(stored.path, "rb")
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["Content-Length"] = str(stored.size)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def outdated(now: datetime.datetime) -> QuerySet[StoredFile]:
    """The files that may be forgotten: past their time, or a day old without any row that refers to them.

    A file that a record keeps (a document) stays, whatever its time; other rows lose theirs with it.
    """
    every = list(_references())
    keepers = [field for field in every if field.remote_field.on_delete is models.PROTECT]
    expired = StoredFile.objects.filter(_unused(keepers), expires_at__lt=now)
    waiting = StoredFile.objects.filter(_unused(every), expires_at__isnull=True, stored_at__lt=now - GRACE)
    return (expired | waiting).order_by("pk")


def _references() -> Iterator[Any]:
    """Every column of every table that points at a stored file."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            yield relation.field


def _unused(fields: Sequence[Any]) -> models.Q:
    rows = [field.model._base_manager.filter(**{field.name: models.OuterRef("pk")}) for field in fields]
    return models.Q(*(~models.Exists(one) for one in rows))


def forget(paths: list[str]) -> None:
    """Take bytes out of the storage; their rows are gone already."""
    for path in paths:
        default_storage.delete(path)


def can_be_written() -> bool:
    """Whether the storage takes a file, asked by writing one."""
    try:
        default_storage.delete(default_storage.save(f"{FOLDER}/probe/{uuid.uuid4().hex}", ContentFile(b"?")))
    except OSError:
        return False
    return True


def folders() -> list[str]:
    """The folders of the storage, each to be looked through on its own."""
    try:
        names, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in sorted(names)]


def stray(folder: str, now: datetime.datetime) -> list[str]:
    """The files of a folder that have no row for a day: what an interrupted upload or clean-up left."""
    _folders, names = default_storage.listdir(folder)
    paths = [f"{folder}/{name}" for name in names]
    known = set(StoredFile.objects.filter(path__in=paths).values_list("path", flat=True))
    return [
        path for path in paths if path not in known and default_storage.get_modified_time(path) < now - GRACE
    ]
