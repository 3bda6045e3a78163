"""Notes and documents of customers, accounts and account sites."""

import io

import factory

from accounts.models import AccountDocument, AccountNote
from core import files
from core.models import StoredFile
from parties.models import PartyDocument, PartyNote
from reference.models import DocumentType
from sites.models import SiteDocument, SiteNote
from tests.factories.accounts import AccountFactory
from tests.factories.base import RecordFactory
from tests.factories.parties import PartyFactory
from tests.factories.reference import ReferenceFactory
from tests.factories.sites import AccountSiteFactory


def stored_file(content: bytes = b"What was agreed.\n", name: str = "agreed.txt") -> StoredFile:
    """A file in the storage, as an upload leaves it."""
    return files.store(io.BytesIO(content), name=name, content_type="text/plain")


class DocumentTypeFactory(ReferenceFactory):
    class Meta:
        model = DocumentType


class NoteFactory(RecordFactory):
    class Meta:
        abstract = True

    text = factory.Sequence("Rings back on day {}.".format)


class PartyNoteFactory(NoteFactory):
    class Meta:
        model = PartyNote

    party = factory.SubFactory(PartyFactory)


class AccountNoteFactory(NoteFactory):
    class Meta:
        model = AccountNote

    account = factory.SubFactory(AccountFactory)


class SiteNoteFactory(NoteFactory):
    class Meta:
        model = SiteNote

    site = factory.SubFactory(AccountSiteFactory)
    unit = factory.SelfAttribute("site.unit")


class DocumentFactory(RecordFactory):
    class Meta:
        abstract = True

    file = factory.LazyFunction(stored_file)
    title = factory.Sequence("Agreement {}".format)
    type = factory.SubFactory(DocumentTypeFactory)


class PartyDocumentFactory(DocumentFactory):
    class Meta:
        model = PartyDocument

    party = factory.SubFactory(PartyFactory)


class AccountDocumentFactory(DocumentFactory):
    class Meta:
        model = AccountDocument

    account = factory.SubFactory(AccountFactory)


class SiteDocumentFactory(DocumentFactory):
    class Meta:
        model = SiteDocument

    site = factory.SubFactory(AccountSiteFactory)
    unit = factory.SelfAttribute("site.unit")
