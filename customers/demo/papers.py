"""The demo's notes and documents: a few, with customers, accounts and sites, written by those who would (R-264)."""

import datetime
import io
from typing import Any

from accounts.models import Account, AccountDocument, AccountNote
from core import clock, files
from core.models import User
from core.work import work
from parties.models import Party, PartyDocument, PartyNote
from reference import kept
from reference.models import DocumentType
from sites.models import AccountSite, SiteDocument, SiteNote

# The customer whose pages show all of it: by registry id, and its account by number.
CUSTOMER, ACCOUNT = "50001", "5001"
CLERK, CREDIT = "clara.clerk", "conrad.credit"


def load(noted: datetime.datetime, stored: datetime.datetime) -> None:
    """Add the notes and documents, of those moments, unless the customer has some already."""
    party = Party.objects.filter(registry_id=CUSTOMER).first()
    account = Account.objects.filter(number=ACCOUNT, party=party).first()
    users = {user.username: user for user in User.objects.filter(username__in=[CLERK, CREDIT], is_demo=True)}
    if party is None or account is None or len(users) < 2 or party.notes.exists():
        return
    with clock.standing_at(noted):
        _write_notes(party, account, users[CLERK])
    _write_documents(party, account, users, stored)


def _write_notes(party: Party, account: Account, clerk: User) -> None:
    site = AccountSite.objects.select_related("unit").filter(account=account).order_by("pk").first()
    notes: list[Any] = [
        PartyNote(party=party, text="Ms Brandt decides about terms. Ring her in the morning.", pinned=True),
        PartyNote(party=party, text="The framework agreement was renewed.\nSee the document of this year."),
        AccountNote(
            account=account,
            text="Invoices above 20,000 EUR need an order number.\nHow to get one: https://orders.example/numbers",
            pinned=True,
        ),
    ]
    if site is not None:
        notes.append(SiteNote(site=site, unit=site.unit, text="Deliveries at gate 3 only, until 16:00."))
    with work(actor=clerk, channel="command"):
        for note in notes:
            kept.add(note)


def _write_documents(
    party: Party, account: Account, users: dict[str, User], stored: datetime.datetime
) -> None:
    site = AccountSite.objects.select_related("unit").filter(account=account).order_by("pk").first()
    types = {each.code: each for each in DocumentType.objects.all()}
    documents: list[tuple[str, str, Any]] = [
        (
            CLERK,
            "framework-agreement.pdf",
            PartyDocument(
                party=party, title="Framework agreement", type=types["CONTRACT"], valid_until=_in(400)
            ),
        ),
        (
            CLERK,
            "price-list.csv",
            PartyDocument(party=party, title="Agreed prices", type=types["OTHER"], valid_until=_in(-40)),
        ),
        (
            CLERK,
            "tax-certificate.pdf",
            AccountDocument(
                account=account, title="Tax certificate", type=types["TAX_CERTIFICATE"], valid_until=_in(12)
            ),
        ),
        (
            CREDIT,
            "bank-letter.pdf",
            AccountDocument(account=account, title="Letter of the bank", type=types["BANK_LETTER"]),
        ),
    ]
    if site is not None:
        directions = SiteDocument(
            site=site, unit=site.unit, title="Directions for drivers", type=types["OTHER"]
        )
        documents.append((CLERK, "directions.txt", directions))
    for username, name, document in documents:
        with clock.standing_at(stored):
            _upload(users[username], name, document)


def _in(days: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=days)


def _upload(user: User, name: str, document: Any) -> None:
    """The file first, then the document: as a page does it."""
    content, content_type = CONTENTS[name.rpartition(".")[2]](document.title)
    document.file = files.store(io.BytesIO(content), name=name, content_type=content_type, stored_by=user)
    with work(actor=user, channel="command"):
        kept.add(document)


def _text(title: str) -> tuple[bytes, str]:
    return (
        f"{title}\n\nThis text belongs to the demo; everything in it is fictitious.\n".encode(),
        "text/plain",
    )


def _list(title: str) -> tuple[bytes, str]:
    return b"item;price\nBolts;1.20\nNuts;0.80\n", "text/csv"


def _pdf(title: str) -> tuple[bytes, str]:
    """One page with the title on it: the least that every reader opens."""
    drawn = f"BT /F1 18 Tf 72 760 Td ({title}) Tj 0 -28 Td /F1 11 Tf (Fictitious, part of the demo.) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    whole = f"{content}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{end}"
    return whole.encode("ascii"), "application/pdf"


CONTENTS = {"pdf": _pdf, "txt": _text, "csv": _list}
