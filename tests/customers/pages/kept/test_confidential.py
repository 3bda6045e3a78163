"""Who may know of a document, and who may do what with it (R-264, R-060, trust 9)."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from core import writes
from core.work import work
from parties.models import PartyDocument
from tests.core.pages.markup import choices, problems, told
from tests.core.uploaded import uploaded
from tests.customers.pages.kept.papers import kind_of, sent, site_of
from tests.factories import (
    AccountDocumentFactory,
    PartyDocumentFactory,
    SiteDocumentFactory,
    stored_file,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-264")]


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
