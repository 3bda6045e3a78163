"""Small files of every type that may be uploaded, and what is done to such files to make them hostile."""

import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
TIFF = b"II*\x00" + b"\0" * 40
MAIL = b"From: ada@example.com\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nSubject: Terms\r\n\r\nAgreed.\r\n"
OUTLOOK = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\0" * 512
    + "__properties_version1.0".encode("utf-16-le")
    + b"\0" * 40
)
OPEN = "application/vnd.oasis.opendocument"


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    """What Word and Excel write, in short; further members by name."""
    return zipped({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<w/>", **more})


def open_document(kind: str, **more: bytes) -> bytes:
    """What LibreOffice writes, in short."""
    return zipped({"mimetype": f"{OPEN}.{kind}".encode(), "content.xml": b"<o/>", **more})


def locked(archive: bytes) -> bytes:
    """The archive with the mark that its members are encrypted."""
    place = archive.index(b"PK\x01\x02")
    return archive[: place + 8] + struct.pack("<H", 1) + archive[place + 10 :]


def uploaded(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    """The file as a form gets it. The name is not cleaned by Django: what a client sends is."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file
