"""Uploads: what a file is called, what it is, how large it may be (R-264, trust 20)."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from core import archives
from core.file_types import FILE_TYPES
from core.uploads import BoundedUploadHandler, clean_name, read
from tests.core.uploaded import (
    JPEG,
    MAIL,
    OPEN,
    OUTLOOK,
    PDF,
    PNG,
    TIFF,
    locked,
    office,
    open_document,
    uploaded,
    zipped,
)

OFFICE = "application/vnd.openxmlformats-officedocument"
GOOD = {
    "a.pdf": (PDF, "application/pdf"),
    "a.PDF": (b"\r\n" + PDF, "application/pdf"),
    "a.png": (PNG, "image/png"),
    "a.jpg": (JPEG, "image/jpeg"),
    "a.jpeg": (JPEG, "image/jpeg"),
    "a.tif": (TIFF, "image/tiff"),
    "a.tiff": (b"MM\x00*" + b"\0" * 9, "image/tiff"),
    "a.txt": ("Grüße\r\n\tBis später".encode(), "text/plain"),
    "old.txt": ("Grüße".encode("cp1252"), "text/plain"),
    "wide.txt": ("Grüße".encode("utf-16"), "text/plain"),
    "a.csv": (b"a;b\n1;2\n", "text/csv"),
    "a.docx": (office("word"), f"{OFFICE}.wordprocessingml.document"),
    "a.xlsx": (office("xl"), f"{OFFICE}.spreadsheetml.sheet"),
    "a.odt": (open_document("text"), f"{OPEN}.text"),
    "a.ods": (open_document("spreadsheet"), f"{OPEN}.spreadsheet"),
    "a.eml": (MAIL, "message/rfc822"),
    "a.msg": (OUTLOOK, "application/vnd.ms-outlook"),
}


def refused(file):
    with pytest.raises(ValidationError) as caught:
        read(file)
    [message] = caught.value.messages
    return message


@pytest.mark.rule("R-264")
@pytest.mark.parametrize("name", GOOD)
def test_each_type_is_taken_for_what_it_is(name):
    content, content_type = GOOD[name]
    file = read(uploaded(name, content))
    assert (file.name, file.content_type, file.content.read()) == (name, content_type, content)


def test_every_type_has_an_example():
    assert {name.rpartition(".")[2].lower() for name in GOOD} == set(FILE_TYPES)


@pytest.mark.rule("R-264")
@pytest.mark.parametrize("ending", sorted(FILE_TYPES))
def test_content_of_another_type_is_refused(ending):
    of_the_same = {"jpg": {"jpeg"}, "jpeg": {"jpg"}, "tif": {"tiff"}, "tiff": {"tif"}, "txt": {"csv", "eml"}}
    of_the_same |= {"csv": {"txt", "eml"}, "eml": set()}
    for name, (content, _type) in GOOD.items():
        other = name.rpartition(".")[2].lower()
        if other != ending and other not in of_the_same.get(ending, set()):
            assert f"The name ends in .{ending}, but the content is not" in refused(
                uploaded(f"x.{ending}", content)
            )


@pytest.mark.rule("R-264")
@pytest.mark.parametrize(
    "name",
    ["run.exe", "page.html", "a.svg", "a.xlsm", "a.docm", "a.zip", "noending", "a.pdf.exe", "a."],
)
def test_another_type_is_refused_and_those_that_are_taken_are_named(name):
    message = refused(uploaded(name))
    assert message.startswith("Files of this type are not kept. Choose one that ends in .pdf, .png, ")


@pytest.mark.rule("R-264")
def test_nothing_is_refused():
    assert refused(uploaded("a.pdf", b"")) == "The file is empty. Choose the file again."


@pytest.mark.rule("R-264")
def test_too_much_is_refused_with_both_sizes(settings):
    settings.UPLOAD_MAX_SIZE = 2048
    assert read(uploaded("a.txt", b"x" * 2048)).name == "a.txt"
    assert refused(uploaded("a.txt", b"x" * 2049)) == (
        "The file has 2.0\xa0KB; 2.0\xa0KB are the most. Make it smaller, or split it in two."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (office("word", **{"word/vbaProject.bin": b"x"}), "The file has macros in it."),
        (locked(office("word")), "The file is locked by a password."),
        (
            office("word", **{"word/big.xml": b" " * (2 * 1024 * 1024)}),
            "The file unpacks to far more than it should.",
        ),
        (zipped({f"word/{n}": b"" for n in range(2100)}), "The file has too many parts inside."),
        (office("word") + b"more", "The file is damaged or is not what its name says."),
        (office("word")[:-30], "The file is damaged or is not what its name says."),
        (b"PK\x03\x04", "The file is damaged or is not what its name says."),
        (
            b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\xff" * 16 + b"\0\0",
            "The file has too many parts inside.",
        ),
    ],
    ids=["macros", "locked", "bomb", "many", "trailing", "cut", "begin", "huge directory"],
)
def test_a_hostile_archive_is_refused_with_a_remedy(content, message):
    assert refused(uploaded("a.docx", content)).startswith(message)


def test_members_that_share_their_bytes_are_refused():
    """A bomb of the other kind: thousands of entries in the directory that all point at one member."""
    one = office("word", **{"word/a.xml": b"0123456789" * 50_000})
    directory = one.index(b"PK\x01\x02")
    end = one.rindex(b"PK\x05\x06")
    entries = one[directory:end]
    bomb = one[:directory] + entries * 60
    count, size = 3 * 60, len(entries) * 60
    tail = b"PK\x05\x06\0\0\0\0" + count.to_bytes(2, "little") * 2
    tail += size.to_bytes(4, "little") + directory.to_bytes(4, "little") + b"\0\0"
    assert zipfile.is_zipfile(io.BytesIO(bomb + tail))
    assert refused(uploaded("a.docx", bomb + tail)).startswith("The file unpacks to far more than it should.")


def test_macros_of_an_open_document_are_refused():
    macros = open_document("text", **{"Basic/Standard/Module1.xml": b"<x/>"})
    assert refused(uploaded("a.odt", macros)).startswith("The file has macros in it.")


def test_a_member_that_cannot_be_read_is_as_good_as_none():
    content = uploaded("a.odt", zipped({"content.xml": b"x"}))
    assert archives.read_member(archives.open_sane(content), "mimetype", 10) == b""


@pytest.mark.rule("R-264")
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Contract 2026.pdf", "Contract 2026.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\..\\a.pdf", "a.pdf"),
        ("../../a.pdf", "a.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ('"quoted";.pdf', "_quoted__.pdf"),
        ("Verträge Größe.pdf", "Verträge Größe.pdf"),
        ("Vertra\u0308ge.pdf", "Verträge.pdf"),
        ("合同.pdf", "合同.pdf"),
        ("   .pdf", "document.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a" * 500 + ".pdf", "a" * 196 + ".pdf"),
        ("", "document"),
        ("...", "document"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert clean_name(name) == kept


def parsed(content):
    request = RequestFactory().generic(
        "POST", "/", encode_multipart(BOUNDARY, {"file": content, "title": "Mine"})
    )
    request.META["CONTENT_TYPE"] = MULTIPART_CONTENT
    handlers = [
        each(request) for each in (BoundedUploadHandler, MemoryFileUploadHandler, TemporaryFileUploadHandler)
    ]
    return MultiPartParser(request.META, request, handlers, "utf-8").parse()


@pytest.mark.parametrize("size", [100, 5_000_000])
def test_what_is_too_large_is_not_kept_while_it_arrives_and_the_rest_of_the_form_is(settings, size):
    settings.UPLOAD_MAX_SIZE = 99
    post, files = parsed(uploaded("a.pdf", PDF + b"x" * (size - len(PDF))))
    assert (post["title"], files["file"].size, files["file"].read()) == ("Mine", size, b"")


def test_what_fits_arrives_whole(settings):
    settings.UPLOAD_MAX_SIZE = 200_000
    content = PDF + b"x" * (200_000 - len(PDF))
    _post, files = parsed(uploaded("a.pdf", content))
    assert (files["file"].size, files["file"].read()) == (200_000, content)
