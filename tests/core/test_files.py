"""Stored files: what is kept of them, how they are handed out (R-264, trust 2, 20)."""

import hashlib
import io

import pytest
from django.core.files.storage import default_storage

from core import files
from core.exceptions import WriteRefused
from core.middleware.headers import HeadersMiddleware
from core.models import StoredFile
from core.work import work
from tests.factories import stored_file

pytestmark = pytest.mark.django_db


def handed_out(stored):
    """The file as the application answers it, headers of the middleware included."""
    return HeadersMiddleware(lambda request: files.attachment(stored))(None)


@pytest.mark.rule("R-264")
def test_a_file_comes_back_as_it_was_given():
    content = bytes(range(256)) * 9000
    stored = files.store(io.BytesIO(content), name="a.bin", content_type="application/pdf")
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert b"".join(handed_out(stored).streaming_content) == content


@pytest.mark.rule("R-264")
def test_it_is_handed_out_for_saving_only():
    response = handed_out(stored_file(b"x", name="Verträge & mehr.txt"))
    assert {name: response.headers[name] for name in response.headers} == {
        "Content-Type": "text/plain",
        "Content-Length": "1",
        "Content-Disposition": "attachment; filename*=utf-8''Vertr%C3%A4ge%20%26%20mehr.txt",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Permissions-Policy": response["Permissions-Policy"],
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }


def test_a_file_is_not_written_while_a_transaction_is_open():
    with pytest.raises(WriteRefused), work(actor=None, channel="system"):
        stored_file()
    assert not StoredFile.objects.exists()


def test_the_place_tells_nothing_and_no_folder_grows_long():
    stored = stored_file(name="secret plan.pdf")
    folder, two, name = stored.path.split("/")
    assert (folder, two, len(name)) == ("files", name[:2], 32)
    assert default_storage.exists(stored.path)


def test_a_storage_without_folders_has_none(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    assert files.folders() == []
    assert files.can_be_written()
