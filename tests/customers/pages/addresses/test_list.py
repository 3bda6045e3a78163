"""Customer Overview, Addresses: the list, and what is done with an address (R-053 to R-056, R-096, R-098)."""

import pytest

from core.work import work
from parties.models import PartySite
from sites.models import AccountSite, AddressMove
from sites.services import remove_site
from tests.core.pages.markup import columns, consequences, problems, rows, told
from tests.core.pages.markup import filled as sent_by
from tests.factories import AddressMoveFactory, PartySiteFactory, country

pytestmark = pytest.mark.django_db


def list_of(site, query=""):
    return f"/customers/{site.party_id}/addresses/{query}"


def done(client, site, verb, **answers):
    """The answer of a confirmation that was read and answered."""
    address = f"/addresses/{site.pk}/{verb}/"
    return client.post(address, {**sent_by(client.get(address)), **answers}, follow=True)


def state(site):
    site.refresh_from_db()
    return site.status, site.identifying


@pytest.fixture
def other(shared):
    """Another address of Acme, without account sites."""
    return PartySiteFactory(party=shared.acme.party, name="Depot")


def test_the_list_shows_each_address_with_the_sites_that_one_sees(
    shared, other, clerk_client, other_clerk_client
):
    listed = [[text for _kind, text in row] for row in rows(clerk_client.get(list_of(shared.acme)))]
    assert [row[:6] for row in listed] == [
        ["Am Kai 1, 20457 Hamburg, Germany", shared.acme.number, "–", "Identifying", "1", "Active"],
        [str(other.location), other.number, "Depot", "", "0", "Active"],
    ]
    assert columns(other_clerk_client.get(list_of(shared.acme)), "num") == ["0", "0"]


@pytest.mark.rule("R-009")
def test_inactive_addresses_are_shown_when_asked_for(shared, other, clerk_client):
    done(clerk_client, other, "remove")
    assert len(rows(clerk_client.get(list_of(shared.acme)))) == 1
    assert len(rows(clerk_client.get(list_of(shared.acme, "?status=I")))) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_address_and_three(
    shared, clerk_client, count, django_assert_num_queries
):
    for _number in range(count - 1):
        AddressMoveFactory(party_site=PartySiteFactory(party=shared.acme.party))
    with django_assert_num_queries(14):
        clerk_client.get(list_of(shared.acme))


@pytest.mark.rule("R-055")
def test_marking_another_address_takes_the_mark_from_the_former(shared, other, clerk_client):
    page = clerk_client.get(f"/addresses/{other.pk}/identifying/")
    assert consequences(page) == [
        f"Acme Ltd will be known under {other.location}.",
        f"{shared.acme} will no longer identify Acme Ltd.",
    ]
    done(clerk_client, other, "identifying")
    assert (state(other), state(shared.acme)) == (("A", True), ("A", False))


@pytest.mark.rule("R-096")
def test_an_address_with_account_sites_stays(shared, other, clerk_client):
    page = clerk_client.get(f"/addresses/{shared.acme.pk}/remove/")
    assert consequences(page) == [
        "It will be refused: 1 active account site is at this address, 1 of them in your units."
    ]
    answer = done(clerk_client, shared.acme, "remove", successor=str(other.pk))
    assert problems(answer) == ["This address has 1 active account site: A1 (Unit A). Remove it first."]
    assert state(shared.acme) == ("A", True)


@pytest.mark.rule("R-056")
def test_the_identifying_address_hands_its_mark_over(shared, other, clerk_client):
    site = AccountSite.objects.get(party_site=shared.acme)
    with work(actor=None, channel="system"):
        remove_site(site, version=site.version)
    answer = done(clerk_client, shared.acme, "remove", successor=str(other.pk))
    assert f"Address {shared.acme} is inactive now." in told(answer)
    assert (state(shared.acme), state(other)) == (("I", False), ("A", True))


@pytest.mark.rule("R-056")
def test_the_only_address_stays(shared, clerk_client):
    page = clerk_client.get(f"/addresses/{shared.crane.pk}/remove/")
    assert consequences(page) == ["It will be refused: it is the only address, and identifies the customer."]
    answer = done(clerk_client, shared.crane, "remove")
    assert problems(answer) == [
        f"{shared.crane} is the identifying address; mark another address as identifying first."
    ]


@pytest.mark.rule("R-098", "R-053")
def test_a_restored_address_takes_no_mark(shared, other, clerk_client):
    done(clerk_client, other, "remove")
    done(clerk_client, other, "restore")
    assert state(other) == ("A", False)


@pytest.mark.rule("R-065")
def test_what_the_customer_calls_the_address_is_edited(shared, clerk_client):
    done(clerk_client, shared.acme, "edit", name="Head office", addressee="Ms Lovett")
    shared.acme.refresh_from_db()
    assert (shared.acme.name, shared.acme.addressee) == ("Head office", "Ms Lovett")


@pytest.mark.rule("R-054")
def test_another_address_is_added(shared, clerk_client):
    page = f"/addresses/add/{shared.acme.party_id}/"
    sent = sent_by(clerk_client.get(page))
    sent |= {
        "location-country": str(country().pk),
        "location-line1": "Kai 9",
        "location-city": "Kiel",
        "location-postal_code": "24103",
        "address-name": "Depot",
    }
    sent.pop("address-identifying", None)
    answer = clerk_client.post(page, sent, follow=True)
    assert problems(answer) == []
    assert told(answer) == ["Address Depot of Acme Ltd was added."]
    added = PartySite.objects.get(party=shared.acme.party, name="Depot")
    assert (str(added.location), added.identifying) == ("Kai 9, 24103 Kiel, Germany", False)


@pytest.mark.rule("R-037")
def test_an_address_that_the_customer_has_is_told_before_it_is_added_once_more(shared, clerk_client):
    page = f"/addresses/add/{shared.acme.party_id}/"
    sent = sent_by(clerk_client.get(page)) | {
        "location-country": str(country().pk),
        "location-line1": "AM KAI 1",
        "location-city": "hamburg",
        "location-postal_code": "20457",
    }
    sent.pop("address-identifying", None)
    answer = clerk_client.post(page, sent)
    known = f"This customer has this address already: {shared.acme}, Am Kai 1, 20457 Hamburg, Germany."
    assert known in answer.text
    assert PartySite.objects.filter(party=shared.acme.party).count() == 1
    again = {**sent_by(answer), **{name: value for name, value in sent.items() if name != "form_token"}}
    clerk_client.post(page, again)
    assert PartySite.objects.filter(party=shared.acme.party).count() == 2


def test_the_pages_of_an_address_say_whose_it_is_and_speak_of_no_account_site(shared, clerk_client):
    for page in (f"/addresses/add/{shared.acme.party_id}/", f"/addresses/{shared.acme.pk}/edit/"):
        text = clerk_client.get(page).text
        assert f'<a href="/customers/{shared.acme.party_id}/addresses/">Addresses</a>' in text
        assert "Account site address" not in text


@pytest.mark.rule("R-268")
def test_a_planned_move_is_changed_and_cancelled(shared, clerk_client):
    move = AddressMoveFactory(party_site=shared.acme)
    page = move.get_absolute_url()
    sent = {**sent_by(clerk_client.get(page)), "move-takes_effect": "2099-04-02", "place-line1": "Kai 7"}
    answer = clerk_client.post(page, sent, follow=True)
    assert told(answer) == [f"{shared.acme} moves on 2 Apr 2099 to Kai 7, 20457 Hamburg, Germany."]
    asked = f"/addresses/moves/{move.pk}/cancel/"
    assert consequences(clerk_client.get(asked)) == [
        "It does not move to Kai 7, 20457 Hamburg, Germany on 2 Apr 2099 and stays where it is."
    ]
    answer = clerk_client.post(asked, sent_by(clerk_client.get(asked)), follow=True)
    assert told(answer) == ["The move was cancelled; the address stays where it is."]
    assert AddressMove.objects.get().state == "C"
    assert clerk_client.get(page).status_code == 404


@pytest.mark.rule("R-268")
def test_to_cancel_a_move_and_to_leave_its_page_do_not_read_alike(shared, clerk_client):
    move = AddressMoveFactory(party_site=shared.acme)
    for page, leave in (
        (move.get_absolute_url(), "Back"),
        (f"/addresses/moves/{move.pk}/cancel/", "Keep Move"),
    ):
        text = clerk_client.get(page).text
        assert f">{leave}</a>" in text
        assert ">Cancel</a>" not in text
    assert ">New address</h2>" in clerk_client.get(move.get_absolute_url()).text


@pytest.mark.rule("R-268")
def test_a_site_tells_where_it_went_and_where_it_came_from(shared, clerk_client):
    page = f"/addresses/{shared.acme.pk}/change/"
    sent = {**sent_by(clerk_client.get(page)), "place-line1": "Kai 7"}
    sent |= {"scope-scope": "day", "scope-takes_effect": "2020-01-01"}
    clerk_client.post(page, sent)
    old, new = AccountSite.objects.filter(account__number="A1").order_by("pk")
    assert (
        f'<a href="{new.get_absolute_url()}">Kai 7, 20457 Hamburg, Germany</a>'
        in clerk_client.get(old.get_absolute_url()).text
    )
    assert (
        f'<a href="{old.get_absolute_url()}">Am Kai 1, 20457 Hamburg, Germany</a>'
        in clerk_client.get(new.get_absolute_url()).text
    )


def test_a_viewer_sees_the_list_and_changes_nothing(shared, viewer_client):
    page = viewer_client.get(list_of(shared.acme))
    assert "/change/" not in page.text
    assert "Add Address" not in page.text
    for verb in ("change", "edit", "identifying", "remove", "restore"):
        assert viewer_client.get(f"/addresses/{shared.acme.pk}/{verb}/").status_code == 403


def test_the_list_of_an_earlier_day_shows_what_was_planned_then(shared, auditor_client, monkeypatch):
    AddressMoveFactory(party_site=shared.acme)
    page = auditor_client.get(list_of(shared.acme, "?as_of=2000-01-01"))
    assert "Moves on" not in page.text
