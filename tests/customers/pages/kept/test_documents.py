"""Documents of customers, accounts and sites: uploading, reading, who may know of them (R-264, trust 9, 20)."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AccountDocument
from core import roles, writes
from core.clock import today
from core.models import ChangeRecord, StoredFile
from core.work import work
from parties.models import PartyDocument
from reference.models import DocumentType
from sites.models import AccountSite, SiteDocument
from tests.core.pages.markup import choices, problems, rows, told, values
from tests.core.uploaded import PDF, office, uploaded
from tests.customers.builders import made, new_customer, new_site
from tests.factories import (
    AccountDocumentFactory,
    PartyDocumentFactory,
    SiteDocumentFactory,
    UserFactory,
    stored_file,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-264")]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def party(unit_a, unit_b):
    """A customer with account A1, served by both units."""
    sites = new_site(unit_a, "BILL_TO"), new_site(unit_b, "BILL_TO", line1="Secret Street 9")
    return made(new_customer("Acme Harbour Ltd", *sites, number="A1"))


@pytest.fixture
def account(party):
    return party.accounts.get()


@pytest.fixture
def places(party, account, unit_a):
    """The address, the model and the owner of each kind, by its code."""
    site = site_of(account, unit_a)
    return {
        "customer": (f"/customers/{party.pk}/notes/", PartyDocument, party),
        "account": (f"/accounts/{account.pk}/notes/", AccountDocument, account),
        "site": (f"/sites/{site.pk}/notes/", SiteDocument, site),
    }


@pytest.fixture
def credit_client(unit_a):
    """Somebody who may read confidential documents."""
    return signed_in(UserFactory(username="credit", roles=[roles.CREDIT_MANAGER], units=[unit_a]))


def site_of(account, unit):
    return AccountSite.objects.get(account=account, unit=unit)


def kind_of(code):
    return DocumentType.objects.get(code=code)


def sent(client, address, follow=True, **typed):
    """A form as a browser sends it, with what was typed, and the page that follows."""
    return client.post(address, values(client.get(address)) | typed, follow=follow)


def titles(response):
    return [row[0][1] for row in rows(response) if len(row) > 5]


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


# Who may know of a document


@pytest.fixture
def secret(party, account, unit_a):
    """A confidential document of each kind."""
    bank = kind_of("BANK_LETTER")
    return {
        "customer": PartyDocumentFactory(party=party, type=bank, title="Secret of the customer"),
        "account": AccountDocumentFactory(account=account, type=bank, title="Secret of the account"),
        "site": SiteDocumentFactory(site=site_of(account, unit_a), type=bank, title="Secret of the site"),
    }


def test_a_confidential_document_exists_for_its_readers_only(
    secret, party, account, clerk_client, viewer_client, credit_client, auditor_client
):
    pages = [f"/customers/{party.pk}/notes/", f"/accounts/{account.pk}/notes/", "/documents/"]
    downloads = [f"/documents/{kind}/{document.pk}/download/" for kind, document in secret.items()]
    for client in (clerk_client, viewer_client):
        assert ["Secret" in client.get(page).text for page in pages] == [False] * 3
        assert [client.get(address).status_code for address in downloads] == [404] * 3
    for client in (credit_client, auditor_client):
        assert ["Secret" in client.get(page).text for page in pages] == [True] * 3
        assert [client.get(address).status_code for address in downloads] == [200] * 3
    for kind, document in secret.items():
        for verb in ("edit", "remove", "restore"):
            assert (
                clerk_client.post(f"/documents/{kind}/{document.pk}/{verb}/", {"version": 1}).status_code
                == 404
            )
    assert "Bank letter" not in clerk_client.get("/documents/").text
    assert (
        clerk_client.get(f"/documents/?title=secret&type={kind_of('BANK_LETTER').pk}").text.count("Secret")
        == 0
    )


def test_the_history_says_nothing_of_it(secret, party, account, clerk_client, credit_client):
    for page in (f"/customers/{party.pk}/history/", f"/accounts/{account.pk}/history/"):
        assert "Secret of" not in clerk_client.get(page).text
        assert "Secret of" in credit_client.get(page).text
    assert "Acme Harbour Ltd" in clerk_client.get(f"/customers/{party.pk}/history/").text


def test_it_is_not_in_exports(secret, party, clerk_client, credit_client):
    def exported(client, page):
        return b"".join(client.get(f"{page}?export=csv"))

    for page in ("/documents/", f"/customers/{party.pk}/notes/"):
        assert b"Secret" not in exported(clerk_client, page)


def test_the_set_up_pages_do_not_show_it(secret, clerk_client, administrator_client):
    pk = secret["customer"].pk
    assert clerk_client.get(f"/admin/parties/partydocument/{pk}/change/").status_code in (302, 404)
    assert "Secret" not in clerk_client.get("/admin/parties/partydocument/").text
    assert "Secret" in administrator_client.get("/admin/parties/partydocument/").text


def test_a_clerk_is_not_offered_confidential_types_and_cannot_send_one(
    party, clerk_client, clerk, credit_client
):
    address = f"/documents/customer/{party.pk}/add/"
    assert choices(clerk_client.get(address), "type")[1:] == ["Contract", "Other", "Tax certificate"]
    assert len(choices(credit_client.get(address), "type")[1:]) == 5
    bank = kind_of("BANK_LETTER")
    answer = sent(clerk_client, address, file=uploaded("a.pdf"), title="x", type=bank.pk)
    assert problems(answer) != []
    document = PartyDocument(party=party, title="x", type=bank, file=stored_file())
    with pytest.raises(ValidationError, match="confidential"), work(actor=clerk, channel="page"):
        writes.save(document)
    assert not PartyDocument.objects.exists()


@pytest.mark.rule("R-060")
def test_documents_of_another_unit_do_not_exist(account, unit_b, clerk_client, auditor_client):
    document = SiteDocumentFactory(site=site_of(account, unit_b), title="Hidden")
    for verb in ("edit", "remove", "restore", "download"):
        assert clerk_client.get(f"/documents/site/{document.pk}/{verb}/").status_code == 404
    assert clerk_client.get(f"/documents/site/{document.site_id}/add/").status_code == 404
    for page in (f"/customers/{account.party_id}/notes/", "/documents/"):
        assert ("Hidden" in clerk_client.get(page).text, "Hidden" in auditor_client.get(page).text) == (
            False,
            True,
        )


def test_who_only_reads_downloads_and_changes_nothing(party, viewer_client):
    document = PartyDocumentFactory(party=party)
    page = f"/documents/customer/{document.pk}"
    assert viewer_client.get(f"{page}/download/").status_code == 200
    assert viewer_client.post(f"{page}/remove/", {"version": "1"}).status_code == 403
    assert viewer_client.get(f"/documents/customer/{party.pk}/add/").status_code == 403


def test_a_download_changes_nothing_and_takes_no_post(party, clerk_client):
    document = PartyDocumentFactory(party=party)
    assert clerk_client.post(f"/documents/customer/{document.pk}/download/").status_code == 405


def test_a_file_that_the_storage_lost_is_said(party, clerk_client):
    document = PartyDocumentFactory(party=party, title="Lost")
    default_storage.delete(document.file.path)
    answer = clerk_client.get(f"/documents/customer/{document.pk}/download/", follow=True)
    assert answer.redirect_chain == [(f"/customers/{party.pk}/notes/", 302)]
    assert told(answer) == [
        "The file of “Lost” is missing. Tell your administrator, who can bring it back from a backup."
    ]


# The list


def test_the_end_of_a_document_is_marked(party, clerk_client):
    ends = {"a": None, "b": -1, "c": 0, "d": 1, "e": 12, "f": 31}
    for title, days in ends.items():
        until = None if days is None else today() + days * DAY
        PartyDocumentFactory(party=party, title=title, valid_until=until)
    cells = {
        row[0][1][0]: row[2][1]
        for row in rows(clerk_client.get(f"/customers/{party.pk}/notes/"))
        if len(row) > 5
    }
    marks = ["Expired", "Expires today", "Expires tomorrow", "Expires in 12 days"]
    found = {
        title: next((mark for mark in marks if cell.endswith(mark)), "") for title, cell in cells.items()
    }
    assert found == dict(zip("abcdef", ["", *marks, ""], strict=True))


def listed(client, query):
    return sorted(title.split(" agreed.txt")[0] for title in titles(client.get(f"/documents/?{query}")))


def test_all_documents_are_found_by_what_is_known_of_them(party, account, unit_a, clerk, clerk_client):
    other = PartyDocumentFactory(
        title="Frame Contract Ümlaut", type=kind_of("CONTRACT"), valid_until=today() - DAY
    )
    with work(actor=clerk, channel="page"):
        writes.save(
            AccountDocument(
                account=account,
                title="Certificate 2026",
                type=kind_of("TAX_CERTIFICATE"),
                valid_until=today() + 10 * DAY,
                file=other.file,
            )
        )
    SiteDocumentFactory(site=site_of(account, unit_a), title="Map of the site", type=kind_of("OTHER"))
    gone = PartyDocumentFactory(party=party, title="Gone")
    with work(actor=None, channel="system"):
        writes.remove(gone, version=1)
    everything = ["Certificate 2026", "Frame Contract Ümlaut", "Map of the site"]
    assert listed(clerk_client, "") == everything
    assert listed(clerk_client, "title=frame+CON") == ["Frame Contract Ümlaut"]
    assert listed(clerk_client, "title=contract") == []
    assert listed(clerk_client, "title=%25") == []
    assert listed(clerk_client, f"type={kind_of('OTHER').pk}") == ["Map of the site"]
    assert listed(clerk_client, "customer=acme") == ["Certificate 2026", "Map of the site"]
    assert listed(clerk_client, "validity=valid") == ["Certificate 2026", "Map of the site"]
    assert listed(clerk_client, "validity=soon") == ["Certificate 2026"]
    assert listed(clerk_client, "validity=expired") == ["Frame Contract Ümlaut"]
    assert listed(clerk_client, "validity=open") == ["Map of the site"]
    assert listed(clerk_client, f"until_from={today()}&until_to={today() + 30 * DAY}") == ["Certificate 2026"]
    assert listed(clerk_client, f"by={clerk.last_name.upper()}") == ["Certificate 2026"]
    assert listed(clerk_client, f"by={clerk.last_name}+nobody") == []
    assert listed(clerk_client, "by=clerk") == ["Certificate 2026"]
    assert listed(clerk_client, "status=I") == ["Gone"]
    assert listed(clerk_client, "status=all") == sorted([*everything, "Gone"])
    assert listed(clerk_client, "type=999999&validity=nonsense&until_from=yesterday") == everything


def test_the_list_is_sorted_by_every_column_that_offers_it(party, account, clerk_client):
    PartyDocumentFactory(party=party, title="b")
    AccountDocumentFactory(account=account, title="a", valid_until=today())
    page = clerk_client.get("/documents/")
    offered = [
        name
        for name in ("title", "customer", "type_name", "valid_until", "size", "author")
        if f"sort={name}" in page.text
    ]
    assert offered == ["title", "customer", "type_name", "valid_until", "size", "author"]
    assert [title[0] for title in titles(clerk_client.get("/documents/?sort=title"))] == ["a", "b"]
    assert [title[0] for title in titles(clerk_client.get("/documents/?sort=-title"))] == ["b", "a"]
    for name in offered:
        assert len(titles(clerk_client.get(f"/documents/?sort={name}"))) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_document_and_three(
    party, account, unit_a, clerk_client, django_assert_num_queries, count
):
    for _number in range(count):
        PartyDocumentFactory(party=party)
        AccountDocumentFactory(account=account)
        SiteDocumentFactory(site=site_of(account, unit_a))
    clerk_client.get("/documents/")
    with django_assert_num_queries(LIST_QUERIES):
        clerk_client.get("/documents/")


LIST_QUERIES = 7


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
