"""Zip files that people send: how big they say they are, asked before anything is unpacked (trust 20)."""

import struct
import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
# Little that is packed tightly is no bomb: a page of blanks packs a thousandfold.
SMALL = 1024 * 1024
MOST_DIRECTORY = 1024 * 1024
# The end of a zip file: signature, disks, members here and in all, bytes and place of the directory, comment's length.
END = struct.Struct("<4s4H2LH")
END_SIGNATURE, ZIP64_SIGNATURE = b"PK\x05\x06", b"PK\x06\x07"
ZIP64_LOCATOR = 20
ENCRYPTED = 0x1


def open_sane(content: IO[bytes]) -> zipfile.ZipFile:
    """The archive in `content`, opened; ValidationError for one that is damaged, locked or unpacks to too much.

    Its directory is read only after its end has said that the directory is small: memory and time stay bounded
    whatever was sent. What the members say they unpack to is compared with what is there.
    """
    size = _size_of(content)
    _refuse_large_directory(content, size)
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise _damaged() from error
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise ValidationError(_("The file is locked by a password. Save it without one and choose it again."))
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if packed > size or unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * size):
        raise ValidationError(
            _("The file unpacks to far more than it should. Save it anew, or send it as a PDF.")
        )
    return archive


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """At most `most` bytes of a member; b"" where there is none of that name or it cannot be read."""
    try:
        with archive.open(name) as member:
            return member.read(most)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return b""


def _size_of(content: IO[bytes]) -> int:
    content.seek(0, 2)
    return content.tell()


def _refuse_large_directory(content: IO[bytes], size: int) -> None:
    if size < END.size:
        raise _damaged()
    content.seek(max(0, size - END.size - ZIP64_LOCATOR))
    tail = content.read()
    signature, _disks, _here, members, directory, _place, comment = _parts(tail[-END.size :])
    # A comment at the end, or the form for huge archives: no office program writes either.
    if signature != END_SIGNATURE or comment or tail.startswith(ZIP64_SIGNATURE):
        raise _damaged()
    if members > MOST_MEMBERS or directory > MOST_DIRECTORY:
        raise ValidationError(_("The file has too many parts inside. Save it anew, or send it as a PDF."))


def _parts(end: bytes) -> tuple[bytes, int, int, int, int, int, int]:
    signature, disk, _first, here, members, directory, place, comment = END.unpack(end)
    return signature, disk, here, members, directory, place, comment


def _damaged() -> ValidationError:
    return ValidationError(
        _("The file is damaged or is not what its name says. Open it, save it anew and choose it again.")
    )
