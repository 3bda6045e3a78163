"""The types of files that people may upload, each with how its content is told from another's (trust 20).

The name says what a file wants to be, its content must agree. A small table of our own does: the types are few, and
what is not in it is refused.
"""

import codecs
import email.parser
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import archives

HEAD = 4096
# Control characters that no text has; tabs, line ends and form feeds are text.
UNREADABLE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A name inside every message that Outlook saves, in its encoding.
OUTLOOK = "__properties_version1.0".encode("utf-16-le")
MACROS = "vbaproject.bin"
MAIL_HEADERS = frozenset({"from", "to", "date", "subject", "message-id", "received", "mime-version"})
ENOUGH_HEADERS = 2


@dataclass(frozen=True)
class FileType:
    """A type: how it is called, what the browser is told it is, whether content is of it.

    `fits` gets the file at its beginning; it answers, or raises ValidationError where more is to be said.
    """

    label: Any
    content_type: str
    fits: Callable[[IO[bytes]], bool]


def _begins(*signatures: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda content: content.read(HEAD).startswith(signatures)


def _is_pdf(content: IO[bytes]) -> bool:
    """PDF readers look for the mark within the first kilobyte."""
    return b"%PDF-" in content.read(1024)


def _is_text(content: IO[bytes]) -> bool:
    """Text in any usual encoding: nothing that only programs write. Text of two bytes a letter says so at its start."""
    head = content.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content.seek(0)
        try:
            text = content.read().decode("utf-16")
        except UnicodeDecodeError:
            return False
        return not UNREADABLE.search(text.encode("utf-8", "ignore"))
    # Other types of this table that happen to have readable beginnings.
    if head.lstrip().startswith((b"%PDF-", b"PK\x03\x04")):
        return False
    while head:
        if UNREADABLE.search(head):
            return False
        head = content.read(1024 * 1024)
    return True


def _is_mail(content: IO[bytes]) -> bool:
    """A message as mail programs save it: text that begins with headers."""
    if not _is_text(content):
        return False
    content.seek(0)
    head = content.read(64 * 1024)
    parsed = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(head)
    return len(MAIL_HEADERS & {name.lower() for name in parsed}) >= ENOUGH_HEADERS


def _is_outlook_mail(content: IO[bytes]) -> bool:
    whole = content.read()
    return whole.startswith(OLE) and OUTLOOK in whole


def _is_office(folder: str) -> Callable[[IO[bytes]], bool]:
    """A zip file with the parts that Word or Excel write, and without macros."""

    def fits(content: IO[bytes]) -> bool:
        if content.read(4) != b"PK\x03\x04":
            return False
        with archives.open_sane(content) as archive:
            names = {name.lower() for name in archive.namelist()}
        _refuse_macros(names)
        return "[content_types].xml" in names and any(name.startswith(folder) for name in names)

    return fits


def _is_open_document(mimetype: str) -> Callable[[IO[bytes]], bool]:
    """A zip file that names its type in a member, and without macros."""

    def fits(content: IO[bytes]) -> bool:
        if content.read(4) != b"PK\x03\x04":
            return False
        with archives.open_sane(content) as archive:
            names = {name.lower() for name in archive.namelist()}
            said = archives.read_member(archive, "mimetype", 200)
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            _refuse_macros({MACROS})
        return said.strip() == mimetype.encode()

    return fits


def _refuse_macros(names: set[str]) -> None:
    if any(name.rpartition("/")[2] == MACROS for name in names):
        raise ValidationError(_("The file has macros in it. Save it without macros, or send it as a PDF."))


_PNG = FileType("PNG", "image/png", _begins(b"\x89PNG\r\n\x1a\n"))
_JPEG = FileType("JPEG", "image/jpeg", _begins(b"\xff\xd8\xff"))
_TIFF = FileType("TIFF", "image/tiff", _begins(b"II*\x00", b"MM\x00*"))
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

# By the end of the name, lower case.
FILE_TYPES: dict[str, FileType] = {
    "pdf": FileType("PDF", "application/pdf", _is_pdf),
    "png": _PNG,
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "tif": _TIFF,
    "tiff": _TIFF,
    "txt": FileType(_("plain text"), "text/plain", _is_text),
    "csv": FileType("CSV", "text/csv", _is_text),
    "docx": FileType("Word", f"{_OFFICE}.wordprocessingml.document", _is_office("word/")),
    "xlsx": FileType("Excel", f"{_OFFICE}.spreadsheetml.sheet", _is_office("xl/")),
    "odt": FileType("OpenDocument", f"{_OPEN}.text", _is_open_document(f"{_OPEN}.text")),
    "ods": FileType("OpenDocument", f"{_OPEN}.spreadsheet", _is_open_document(f"{_OPEN}.spreadsheet")),
    "eml": FileType(_("e-mail message"), "message/rfc822", _is_mail),
    "msg": FileType(_("e-mail message"), "application/vnd.ms-outlook", _is_outlook_mail),
}


def endings() -> str:
    """The endings that are taken, as people read them: ".pdf, .png, …"."""
    return ", ".join(f".{ending}" for ending in FILE_TYPES)
