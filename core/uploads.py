"""The one reader of what people upload: its name, its size and its content, checked before anything is kept (trust 20).

The request is read before the page is asked, so a file that is too large is dropped while it arrives
(`BoundedUploadHandler`); the form then says so beside the field, with everything else that was typed.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.file_types import FILE_TYPES, endings

LONGEST_NAME = 200
# What file systems and shells read as something else than a name.
AWKWARD = re.compile(r'[<>:"|?*;`$&]')
# Names that some systems take for a device.
DEVICES = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: under which name, and as what."""

    content: UploadedFile
    name: str
    content_type: str


def read(upload: UploadedFile) -> Upload:
    """What may be kept of `upload`; ValidationError that says what to do otherwise.

    The name is cleaned, never refused. Ending and content must both be those of a type in core.file_types.
    """
    name = clean_name(upload.name or "")
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose the file again."))
    if upload.size > settings.UPLOAD_MAX_SIZE:
        message = _("The file has %(size)s; %(most)s are the most. Make it smaller, or split it in two.")
        raise ValidationError(
            message % {"size": filesizeformat(upload.size), "most": filesizeformat(settings.UPLOAD_MAX_SIZE)}
        )
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    file_type = FILE_TYPES.get(ending)
    if file_type is None:
        raise ValidationError(
            _("Files of this type are not kept. Choose one that ends in %(endings)s.")
            % {"endings": endings()}
        )
    upload.seek(0)
    if not file_type.fits(upload):
        message = _(
            "The name ends in .%(ending)s, but the content is not %(type)s. Save it anew in that format."
        )
        raise ValidationError(message % {"ending": ending, "type": file_type.label})
    upload.seek(0)
    return Upload(upload, name, file_type.content_type)


def clean_name(name: str) -> str:
    """`name` as it is kept and handed out: no folders, no invisible characters, a bounded length, in NFC."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(" " if each.isspace() else each for each in name)
    name = "".join(each for each in name if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Cn", "Co"})
    name = AWKWARD.sub("_", " ".join(name.split())).rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = stem.strip(". ")[: LONGEST_NAME - len(dot) - len(ending[:10])] or "document"
    name = f"{stem}{dot}{ending[:10]}"
    return f"_{name}" if DEVICES.match(name) else name


class BoundedUploadHandler(FileUploadHandler):
    """Stops keeping a file that grows past the limit; stands before Django's own handlers.

    What arrives beyond the limit is counted and forgotten. The page gets a file of that size without content.
    """

    chunk_size = 64 * 2**10

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.counted = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk on while there is room."""
        self.counted += len(raw_data)
        return raw_data if self.counted <= settings.UPLOAD_MAX_SIZE else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file without content where it was too large; None leaves it to the other handlers."""
        if self.counted <= settings.UPLOAD_MAX_SIZE:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, self.counted, self.charset)
