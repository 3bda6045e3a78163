"""Documents of customers, accounts and sites: uploading and keeping them (R-264, trust 20)."""

import datetime
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import writes
from core.models import ChangeRecord, StoredFile
from core.work import work
from parties.models import PartyDocument
from tests.core.pages.markup import choices, problems, told, values
from tests.core.uploaded import PDF, office, uploaded
from tests.customers.pages.kept.papers import kind_of, sent, titles
from tests.factories import (
    AccountDocumentFactory,
    PartyDocumentFactory,
    SiteDocumentFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-264")]

kinds = pytest.mark.parametrize("kind", ["customer", "account", "site"])


@kinds
def test_a_clerk_uploads_a_document_and_gets_it_back(places, kind, clerk_client, clerk):
    address, model, owner = places[kind]
    answer = sent(
        clerk_client,
        f"/documents/{kind}/{owner.pk}/add/",
        file=uploaded("Rahmenvertrag 2026.pdf"),
        title="Frame contract",
        type=kind_of("CONTRACT").pk,
        valid_until="2030-12-31",
    )
    assert (answer.redirect_chain, told(answer)) == (
        [(address, 302)],
        ["The document “Frame contract” was added."],
    )
    document = model.objects.get()
    assert (document.title, document.type.code, document.valid_until) == (
        "Frame contract",
        "CONTRACT",
        datetime.date(2030, 12, 31),
    )
    stored = document.file
    assert (stored.name, stored.content_type, stored.size, stored.stored_by) == (
        "Rahmenvertrag 2026.pdf",
        "application/pdf",
        len(PDF),
        clerk,
    )
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    file = clerk_client.get(f"/documents/{kind}/{document.pk}/download/")
    assert b"".join(file.streaming_content) == PDF
    assert {name: file[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Rahmenvertrag 2026.pdf"',
        "Cache-Control": "private, no-store",
    }
    assert (file["X-Content-Type-Options"], file["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


@kinds
def test_what_is_known_of_a_document_is_changed_and_its_file_stays(places, kind, clerk_client):
    address, model, owner = places[kind]
    factory = {
        "customer": PartyDocumentFactory,
        "account": AccountDocumentFactory,
        "site": SiteDocumentFactory,
    }
    field = {"customer": "party"}.get(kind, kind)
    document = factory[kind](**{field: owner}, title="Old", type=kind_of("OTHER"))
    page = f"/documents/{kind}/{document.pk}"
    edited = sent(
        clerk_client,
        f"{page}/edit/",
        title="New",
        type=kind_of("TAX_CERTIFICATE").pk,
        valid_until="2031-01-31",
        reason="Seen",
    )
    assert (edited.redirect_chain, told(edited)) == ([(address, 302)], ["The document “New” was saved."])
    removed = sent(clerk_client, f"{page}/remove/", reason="Twice")
    assert titles(removed) == []
    sent(clerk_client, f"{page}/restore/", reason="Once")
    stored = model.objects.get()
    assert (stored.title, stored.status, stored.version, stored.file_id) == ("New", "A", 4, document.file_id)
    changes = ChangeRecord.objects.filter(model=model._meta.label_lower).order_by("pk")
    assert [(change.action, change.reason) for change in changes] == [
        ("create", ""),
        ("update", "Seen"),
        ("remove", "Twice"),
        ("restore", "Once"),
    ]
    assert changes[1].changes["title"] == ["Old", "New"]


def test_a_title_that_is_left_empty_is_the_name_of_the_file(party, clerk_client):
    address = f"/documents/customer/{party.pk}/add/"
    sent(clerk_client, address, file=uploaded("Offer 7.pdf"), title="", type=kind_of("OTHER").pk)
    assert PartyDocument.objects.get().title == "Offer 7"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (uploaded("a.exe"), "Files of this type are not kept. Choose one that ends in .pdf,"),
        (uploaded("a.pdf", b"GIF89a"), "The name ends in .pdf, but the content is not PDF. Save it anew"),
        (uploaded("a.pdf", b""), "The file is empty. Choose the file again."),
        (uploaded("a.docx", office("word", a=b" " * 3_000_000)), "The file unpacks to far more"),
        (None, "This field is required."),
    ],
    ids=["type", "content", "empty", "bomb", "none"],
)
def test_a_file_that_cannot_be_kept_is_refused_and_the_rest_stays(party, clerk_client, file, message):
    address = f"/documents/customer/{party.pk}/add/"
    other = kind_of("OTHER")
    typed = {"title": "Typed title", "type": other.pk, "valid_until": "2031-05-06"}
    if file is not None:
        file.seek(0)
        typed["file"] = file
    answer = sent(clerk_client, address, **typed)
    [problem] = problems(answer)
    assert message in problem
    assert ('value="Typed title"' in answer.text, 'value="2031-05-06"' in answer.text) == (True, True)
    assert f'<option value="{other.pk}" selected' in answer.text
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_beside_its_field(party, clerk_client, settings):
    settings.UPLOAD_MAX_SIZE = 1024
    answer = sent(
        clerk_client,
        f"/documents/customer/{party.pk}/add/",
        file=uploaded("a.pdf", PDF + b" " * 200_000),
        title="Typed title",
        type=kind_of("OTHER").pk,
    )
    [problem] = problems(answer)
    assert "1.0 KB are the most." in problem
    assert 'value="Typed title"' in answer.text


def test_whoever_must_choose_the_file_again_is_told(party, clerk_client):
    answer = sent(
        clerk_client,
        f"/documents/customer/{party.pk}/add/",
        file=uploaded("a.pdf"),
        title="Typed",
        type=kind_of("TAX_CERTIFICATE").pk,
    )
    assert [" ".join(line.split()) for line in problems(answer)] == [
        "Valid Until: Enter until when it is valid: every Tax certificate has an end.",
        "File: Choose the file again: it does not stay in the form.",
    ]


def test_the_bytes_of_a_document_that_was_refused_are_left_for_the_clean_up(party, clerk_client, monkeypatch):
    """They are written before the unit of work opens, and nothing refers to them (trust 2)."""
    sent(
        clerk_client,
        f"/documents/customer/{party.pk}/add/",
        file=uploaded("a.pdf"),
        title="x",
        type=kind_of("TAX_CERTIFICATE").pk,
    )
    assert (PartyDocument.objects.count(), StoredFile.objects.count()) == (0, 1)


def test_the_same_form_sent_twice_keeps_one_document_and_one_file(party, clerk_client):
    address = f"/documents/customer/{party.pk}/add/"
    form = values(clerk_client.get(address)) | {"title": "Once", "type": kind_of("OTHER").pk}
    for _time in range(2):
        answer = clerk_client.post(address, form | {"file": uploaded("a.pdf")})
        assert answer["Location"] == f"/customers/{party.pk}/notes/"
    assert (PartyDocument.objects.count(), StoredFile.objects.count()) == (1, 1)
    other = clerk_client.post(address, form | {"file": uploaded("a.pdf", PDF + b"other")})
    assert "This form was sent already, with other content." in " ".join(problems(other))
    assert PartyDocument.objects.count() == 1


@pytest.mark.rule("R-260")
def test_an_inactive_type_is_kept_and_not_newly_chosen(party, clerk_client):
    other = kind_of("OTHER")
    document = PartyDocumentFactory(party=party, type=other)
    with work(actor=None, channel="system"):
        writes.remove(other, version=other.version)
    add = clerk_client.get(f"/documents/customer/{party.pk}/add/")
    assert "Other" not in choices(add, "type")
    edit = clerk_client.get(f"/documents/customer/{document.pk}/edit/")
    assert "Other (inactive)" in choices(edit, "type")
    assert told(
        sent(clerk_client, f"/documents/customer/{document.pk}/edit/", type=other.pk, title="Kept")
    ) == ["The document “Kept” was saved."]


@pytest.mark.parametrize("name", ["evil\r\nSet-Cookie: a=b.pdf", "../../x.pdf", "a\u202efdp.pdf", '"; x.pdf'])
def test_no_name_reaches_the_headers_as_it_was_sent(party, clerk_client, name):
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = name
    address = f"/documents/customer/{party.pk}/add/"
    answer = sent(clerk_client, address, file=upload, title="x", type=kind_of("OTHER").pk)
    if answer.status_code == 200 and PartyDocument.objects.exists():
        file = clerk_client.get(f"/documents/customer/{PartyDocument.objects.get().pk}/download/")
        assert not set("\r\n/\\\u202e") & set(file["Content-Disposition"])
        assert "Set-Cookie" not in file.headers
