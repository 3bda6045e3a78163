"""Notes of customers, accounts and sites: who writes them, who sees them, what they say of themselves (R-264)."""

import pytest

from accounts.models import AccountNote
from core import writes
from core.models import ChangeRecord
from core.work import work
from parties.models import PartyNote
from sites.models import AccountSite, SiteNote
from tests.core.pages.markup import actions, problems, rows, told, values
from tests.customers.builders import made, new_customer, new_site
from tests.factories import AccountNoteFactory, PartyNoteFactory, SiteNoteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-264")]


@pytest.fixture
def party(unit_a, unit_b):
    """A customer with account A1, served by both units."""
    sites = new_site(unit_a, "BILL_TO"), new_site(unit_b, "BILL_TO", line1="Secret Street 9")
    return made(new_customer("Acme Harbour Ltd", *sites, number="A1"))


@pytest.fixture
def account(party):
    return party.accounts.get()


@pytest.fixture
def places(party, account, unit_a, unit_b):
    """The address, the model and the owner of each kind, by its code."""
    site = AccountSite.objects.get(account=account, unit=unit_a)
    return {
        "customer": (f"/customers/{party.pk}/notes/", PartyNote, party),
        "account": (f"/accounts/{account.pk}/notes/", AccountNote, account),
        "site": (f"/sites/{site.pk}/notes/", SiteNote, site),
    }


def site_of(account, unit):
    return AccountSite.objects.get(account=account, unit=unit)


def listed(response, *columns):
    """The cells of the lists of a page, those of these columns."""
    return [[row[column][1] for column in columns] for row in rows(response) if len(row) > 1]


def said(response):
    return [row[0][1] for row in rows(response)]


def sent(client, address, **typed):
    """A form as a browser sends it, with what was typed, and the page that follows."""
    return client.post(address, values(client.get(address)) | typed, follow=True)


kinds = pytest.mark.parametrize("kind", ["customer", "account", "site"])


@kinds
def test_a_clerk_adds_a_note_and_everybody_sees_by_whom(places, kind, clerk_client, clerk, viewer_client):
    address, model, owner = places[kind]
    page = clerk_client.get(address)
    assert f'href="/notes/{kind}/{owner.pk}/add/"' in page.text
    added = sent(clerk_client, f"/notes/{kind}/{owner.pk}/add/", text="Rings back.\nAfter ten.", pinned="on")
    assert (added.redirect_chain, told(added)) == ([(address, 302)], ["The note was added."])
    note = model.objects.get()
    assert (note.text, note.pinned, note.created_by) == ("Rings back.\nAfter ten.", True, clerk)
    seen = viewer_client.get(address)
    assert said(seen)[0] == "Pinned Rings back. After ten."
    assert str(clerk.get_full_name()) in seen.text
    assert "/notes/" not in seen.text.replace(address, "")


@kinds
def test_a_note_is_edited_pinned_removed_and_restored_with_reasons_in_the_history(
    places, kind, clerk_client, clerk
):
    address, model, owner = places[kind]
    sent(clerk_client, f"/notes/{kind}/{owner.pk}/add/", text="First")
    note = model.objects.get()
    page = f"/notes/{kind}/{note.pk}"
    edited = sent(clerk_client, f"{page}/edit/", text="Second", reason="Wrong")
    assert (edited.redirect_chain, told(edited)) == ([(address, 302)], ["The note was saved."])
    assert said(edited)[0].startswith(f"Second Edited by {clerk.get_full_name()}, ")
    for verb in ("pin", "unpin", "remove", "restore"):
        sent(clerk_client, f"{page}/{verb}/", reason=f"To {verb}")
    note.refresh_from_db()
    assert (note.text, note.pinned, note.status, note.version) == ("Second", False, "A", 6)
    changes = ChangeRecord.objects.filter(model=model._meta.label_lower, object_id=note.pk).order_by("pk")
    assert list(changes.values_list("action", "reason", "changes")) == [
        ("create", "", None),
        ("update", "Wrong", {"text": ["First", "Second"]}),
        ("update", "To pin", {"pinned": [False, True]}),
        ("update", "To unpin", {"pinned": [True, False]}),
        ("remove", "To remove", {"status": ["A", "I"]}),
        ("restore", "To restore", {"status": ["I", "A"]}),
    ]
    history = clerk_client.get(address.replace("/notes/", "/history/"))
    assert "To unpin" in history.text


def test_two_who_edit_a_note_are_told_of_each_other(party, clerk_client):
    note = PartyNoteFactory(party=party, text="First")
    page = f"/notes/customer/{note.pk}/edit/"
    form = values(clerk_client.get(page)) | {"text": "Mine", "initial-text": "First"}
    other = PartyNote.objects.get(pk=note.pk)
    other.text = "Theirs"
    with work(actor=None, channel="system"):
        writes.save(other, version=1)
    answer = clerk_client.post(page, form)
    assert (answer.status_code, "Theirs" in answer.text, "Mine" in answer.text) == (409, True, True)
    assert PartyNote.objects.get(pk=note.pk).text == "Theirs"


def test_pinned_notes_come_first_then_the_newest(party, clerk_client):
    for text, pinned in (("one", False), ("two", True), ("three", False), ("four", True)):
        PartyNoteFactory(party=party, text=text, pinned=pinned)
    page = clerk_client.get(f"/customers/{party.pk}/notes/")
    assert said(page)[:4] == ["Pinned four", "Pinned two", "three", "one"]


def test_the_customer_lists_what_is_kept_below_it_and_says_where(
    party, account, unit_a, unit_b, clerk_client
):
    site = site_of(account, unit_a)
    number = site.party_site.number
    PartyNoteFactory(party=party, text="of the customer")
    AccountNoteFactory(account=account, text="of the account")
    SiteNoteFactory(site=site, text="of the site")
    SiteNoteFactory(site=site_of(account, unit_b), text="of another unit")
    AccountNoteFactory(text="of somebody else")
    below = [
        ["of the site", f"Site {number} of account A1 (Unit A)"],
        ["of the account", "Account A1"],
        ["of the customer", "Customer"],
    ]
    assert listed(clerk_client.get(f"/customers/{party.pk}/notes/"), 0, 1) == below
    assert listed(clerk_client.get(f"/accounts/{account.pk}/notes/"), 0, 1) == below[:2]
    assert said(clerk_client.get(f"/sites/{site.pk}/notes/"))[:1] == ["of the site"]
    assert len(rows(clerk_client.get(f"/sites/{site.pk}/notes/"))) == 2


@pytest.mark.rule("R-060")
def test_notes_of_another_unit_do_not_exist(account, unit_b, clerk_client, auditor_client):
    note = SiteNoteFactory(site=site_of(account, unit_b), text="Hidden", pinned=True)
    for verb in ("edit", "pin", "unpin", "remove", "restore"):
        assert clerk_client.get(f"/notes/site/{note.pk}/{verb}/").status_code == 404
        assert clerk_client.post(f"/notes/site/{note.pk}/{verb}/", {"version": "1"}).status_code == 404
    assert clerk_client.get(f"/notes/site/{note.site_id}/add/").status_code == 404
    assert "Hidden" not in clerk_client.get(f"/customers/{account.party_id}/notes/?note-status=all").text
    assert "Hidden" in auditor_client.get(f"/customers/{account.party_id}/notes/").text


def test_who_only_reads_writes_no_note(party, viewer_client, auditor_client):
    note = PartyNoteFactory(party=party)
    for client in (viewer_client, auditor_client):
        assert client.post(f"/notes/customer/{party.pk}/add/", {"text": "Mine"}).status_code == 403
        assert client.post(f"/notes/customer/{note.pk}/remove/", {"version": "1"}).status_code == 403
    assert PartyNote.objects.get() == note


def test_a_removed_note_is_found_under_inactive(party, clerk_client):
    note = PartyNoteFactory(party=party, text="Gone", pinned=True)
    removed = sent(clerk_client, f"/notes/customer/{note.pk}/remove/")
    assert told(removed) == ["The note was removed. It can be restored from the list of inactive notes."]
    assert said(removed)[0] == "No notes yet. Add one to tell others what they should know."
    assert 'class="pinned"' not in removed.text
    inactive = clerk_client.get(f"/customers/{party.pk}/notes/?note-status=I")
    assert [row[-1][1] for row in rows(inactive)][:1] == ["Restore Gone"]


def test_pinned_notes_stand_at_the_top_of_every_page_of_their_record_only(party, account, clerk_client):
    for number in range(5):
        PartyNoteFactory(party=party, text=f"Pinned {number}", pinned=True)
    for page in ("", "notes/", "history/"):
        text = clerk_client.get(f"/customers/{party.pk}/{page}").text
        head = text[text.index('class="record-head"') : text.index('class="tabs"')]
        assert [f"Pinned {number}" in head for number in range(5)] == [False, False, True, True, True]
        assert "2 more pinned notes" in head
    assert 'class="pinned"' not in clerk_client.get(f"/accounts/{account.pk}/").text


def test_only_web_addresses_become_links_and_everything_is_escaped(party, clerk_client):
    text = "See https://example.com/a?b=1&c=2. Not javascript:alert(1), ftp://x.example or <b>bold</b>\nnext"
    PartyNoteFactory(party=party, text=text)
    page = clerk_client.get(f"/customers/{party.pk}/notes/").text
    assert (
        '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">'
        "https://example.com/a?b=1&amp;c=2</a>. Not javascript:alert(1), ftp://x.example or "
        "&lt;b&gt;bold&lt;/b&gt;\nnext"
    ) in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This field is required."),
        ("His card: 4111 1111 1111 1111", "The number that ends in 1111 is a payment card's."),
        ("left\u202eright", "Remove the invisible or unreadable character U+202E at position 5."),
        ("x" * 4001, "Ensure this value has at most 4000 characters (it has 4001)."),
    ],
)
def test_what_no_note_may_hold_is_refused_and_what_was_typed_stays(party, clerk_client, text, message):
    address = f"/notes/customer/{party.pk}/add/"
    answer = clerk_client.post(address, values(clerk_client.get(address)) | {"text": text, "pinned": "on"})
    [problem] = problems(answer)
    assert message in problem
    assert (text in answer.text, "checked" in answer.text) == (True, True)
    assert not PartyNote.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_costs_the_same_for_one_note_and_three(
    party, account, unit_a, clerk_client, clerk, django_assert_num_queries, count
):
    site = site_of(account, unit_a)
    for _number in range(count):
        PartyNoteFactory(party=party, pinned=True)
        AccountNoteFactory(account=account)
        note = SiteNoteFactory(site=site)
        note.text = "Edited"
        with work(actor=clerk, channel="page"):
            writes.save(note, version=1)
    address = f"/customers/{party.pk}/notes/"
    clerk_client.get(address)
    with django_assert_num_queries(TAB_QUERIES):
        clerk_client.get(address)


TAB_QUERIES = 15


def test_the_actions_of_a_note_lead_back_to_the_list(party, clerk_client):
    note = PartyNoteFactory(party=party)
    page = clerk_client.get(f"/customers/{party.pk}/notes/?note-status=all")
    back = f"%2Fcustomers%2F{party.pk}%2Fnotes%2F%3Fnote-status%3Dall"
    assert f'href="/notes/customer/{note.pk}/edit/?next={back}"' in page.text
    assert actions(page) == ["Create Account", "Edit", "Remove"]
    form = clerk_client.get(f"/notes/customer/{note.pk}/edit/?next={back}")
    assert form.context["cancel_url"] == f"/customers/{party.pk}/notes/?note-status=all"


def test_a_page_of_the_past_has_no_pinned_notes_and_leads_to_the_notes_of_today(party, auditor_client):
    PartyNoteFactory(party=party, text="Pinned today", pinned=True)
    page = auditor_client.get(f"/customers/{party.pk}/?as_of=2020-01-01")
    assert ("Pinned today" in page.text, page.status_code) == (False, 200)
    now = auditor_client.get(f"/customers/{party.pk}/notes/?as_of=2020-01-01")
    assert said(now)[0] == "Pinned Pinned today"
