"""Edit Address: for all, only here, from a date; who else uses it is shown before (R-061, R-063, D-15)."""

import datetime

import pytest

from core.jobs import engine
from core.models import ChangeRecord, Draft, JobRun
from matching.models import MatchKey
from parties.models import Location, PartySite
from sites.models import AccountSite, AddressMove, SiteUse
from tests.core.pages.markup import _items
from tests.core.pages.markup import filled as sent_by
from tests.factories import AccountFactory, AccountSiteFactory, AddressMoveFactory, PartySiteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-061")]
DAY = "2099-03-01"


def address_of(site):
    return f"/addresses/{site.pk}/change/"


def filled(client, site, **typed):
    """What the form would send, with these values typed."""
    form = sent_by(client.get(address_of(site)))
    return {**form, **{name.replace("__", "-"): value for name, value in typed.items()}}


def users(page):
    """Who uses the place, as the page lists them."""
    return [
        text for text in _items(r'<section[^>]* id="sharing".*?<ul[^>]*>(.*?)</ul>', page) if " · " in text
    ]


def places():
    return list(PartySite.objects.order_by("pk").values_list("location__line1", flat=True))


@pytest.mark.rule("R-063", "D-15")
def test_the_page_names_who_uses_the_address_and_counts_whom_one_does_not_see(shared, clerk_client):
    page = clerk_client.get(address_of(shared.acme))
    told = users(page)
    assert [text.split(" · ")[0] for text in told] == ["Acme Ltd", "Bolt Ltd", "Crane Ltd"]
    assert "Account A1 in Unit A" in told[0]
    assert "Account B1" not in page.text
    assert "3 customers share this address: a change for all changes it for each of them." in page.text
    assert "and 1 in operating units you have no access to" in page.text


@pytest.mark.rule("R-063")
def test_the_other_clerk_sees_his_own_side(shared, other_clerk_client):
    page = other_clerk_client.get(address_of(shared.acme))
    assert "Account B1 in Unit B" in page.text
    assert "Account A1" not in page.text


@pytest.mark.rule("R-062")
def test_what_is_shared_is_the_place_alone(shared, clerk_client):
    details = AccountSite.objects.order_by("pk").values_list("version", "category", "edi_location")
    purposes = SiteUse.objects.order_by("pk").values_list("version", "location")
    names = PartySite.objects.order_by("pk").values_list("version", "name")
    before = list(details), list(purposes), list(names)
    clerk_client.post(address_of(shared.acme), filled(clerk_client, shared.acme, place__line1="Am Kai 2"))
    assert (list(details), list(purposes), list(names)) == before


def test_for_all_changes_it_for_everybody(shared, clerk_client, auditor_client):
    sent = filled(clerk_client, shared.acme, place__line1="Am Kai 2", scope__reason="A typing error")
    answer = clerk_client.post(address_of(shared.acme), sent, follow=True)
    assert "The address was changed for all who use it: Am Kai 2, 20457 Hamburg, Germany." in answer.text
    assert places() == ["Am Kai 2"] * 3
    found = set(MatchKey.objects.filter(value="2", source="line").values_list("party_id", flat=True))
    assert found == {shared.acme.party_id, shared.bolt.party_id, shared.crane.party_id}
    for site in (shared.acme, shared.bolt, shared.crane):
        page = auditor_client.get(f"/customers/{site.party_id}/history/")
        assert "Am Kai 2" in page.text
        assert "A typing error" in page.text


def test_only_here_leaves_the_others_unchanged(shared, clerk_client):
    sent = filled(clerk_client, shared.acme, place__line1="Am Kai 2", scope__scope="here")
    answer = clerk_client.post(address_of(shared.acme), sent, follow=True)
    assert "has an address of its own now: Am Kai 2, 20457 Hamburg, Germany." in answer.text
    assert places() == ["Am Kai 2", "Am Kai 1", "Am Kai 1"]
    assert AccountSite.objects.get(party_site=shared.acme).party_site.location.line1 == "Am Kai 2"
    assert Location.objects.get(pk=shared.location.pk).version == 1


@pytest.mark.rule("R-229")
@pytest.mark.parametrize("scope", ["all", "here"])
def test_without_a_difference_nothing_is_done(shared, clerk_client, scope):
    before = ChangeRecord.objects.count()
    sent = filled(clerk_client, shared.acme, scope__scope=scope)
    answer = clerk_client.post(address_of(shared.acme), sent, follow=True)
    assert f"Nothing was changed in {shared.acme}." in answer.text
    assert (ChangeRecord.objects.count(), Location.objects.count()) == (before, 1)


@pytest.mark.rule("R-268")
def test_from_a_date_is_planned_and_shown(shared, clerk_client):
    sent = filled(
        clerk_client, shared.acme, place__line1="Neu 5", scope__scope="day", scope__takes_effect=DAY
    )
    answer = clerk_client.post(address_of(shared.acme), sent, follow=True)
    told = "moves on 1 Mar 2099 to Neu 5, 20457 Hamburg, Germany."
    assert told in answer.text
    move = AddressMove.objects.get()
    assert (move.state, move.takes_effect) == ("P", datetime.date(2099, 3, 1))
    assert places() == ["Am Kai 1"] * 3
    link = "Moves on 1 Mar 2099 to Neu 5, 20457 Hamburg, Germany"
    site = AccountSite.objects.get(party_site=shared.acme)
    for address in (f"/customers/{shared.acme.party_id}/addresses/", site.get_absolute_url()):
        assert link in clerk_client.get(address).text
    assert link not in clerk_client.get(f"/customers/{shared.bolt.party_id}/addresses/").text


@pytest.mark.rule("R-268")
def test_a_day_that_has_come_is_at_once(shared, clerk_client):
    sent = filled(
        clerk_client, shared.acme, place__line1="Neu 5", scope__scope="day", scope__takes_effect="2020-01-01"
    )
    answer = clerk_client.post(address_of(shared.acme), sent, follow=True)
    assert "moved to Neu 5, 20457 Hamburg, Germany." in answer.text
    assert AddressMove.objects.get().state == "D"


def test_a_move_asks_for_its_day_and_a_day_for_a_move(shared, clerk_client):
    sent = filled(clerk_client, shared.acme, scope__scope="day")
    assert (
        "Enter the day from which the new address holds."
        in clerk_client.post(address_of(shared.acme), sent).text
    )
    sent = filled(clerk_client, shared.acme, scope__takes_effect=DAY)
    assert "Choose “from a date”, or empty the date." in clerk_client.post(address_of(shared.acme), sent).text


def test_an_address_that_nobody_shares_is_corrected_or_moves(shared, clerk_client):
    clerk_client.post(
        address_of(shared.crane),
        filled(clerk_client, shared.crane, place__line1="Eigen 1", scope__scope="here"),
    )
    page = clerk_client.get(address_of(shared.crane))
    assert "No other customer address is at this place." in page.text
    assert "From a date: 0 account sites go along." in page.text
    assert len(users(page)) == 1
    assert 'value="here"' not in page.text
    sent = filled(clerk_client, shared.crane, place__line1="Eigen 2")
    answer = clerk_client.post(address_of(shared.crane), sent, follow=True)
    assert "The address was changed: Eigen 2, 20457 Hamburg, Germany." in answer.text


@pytest.mark.rule("R-268")
def test_while_a_move_is_planned_no_other_is_spoken_of(shared, clerk_client):
    assert (
        "Only here, or from a date: 1 account site goes along."
        in clerk_client.get(address_of(shared.acme)).text
    )
    AddressMoveFactory(party_site=shared.acme)
    page = clerk_client.get(address_of(shared.acme))
    assert "Only here: 1 account site goes along." in page.text
    assert 'value="day"' not in page.text


@pytest.mark.rule("D-19")
def test_two_who_change_the_same_field_choose(shared, clerk_client):
    mine = filled(clerk_client, shared.acme, place__line1="Am Kai 2")
    clerk_client.post(address_of(shared.bolt), filled(clerk_client, shared.bolt, place__line1="Am Kai 3"))
    answer = clerk_client.post(address_of(shared.acme), mine)
    assert answer.status_code == 409
    assert "Am Kai 3" in answer.text
    assert places() == ["Am Kai 3"] * 3


@pytest.mark.rule("D-19")
def test_different_fields_go_together(shared, clerk_client):
    mine = filled(clerk_client, shared.acme, place__line1="Am Kai 2")
    clerk_client.post(address_of(shared.bolt), filled(clerk_client, shared.bolt, place__postal_code="20459"))
    assert clerk_client.post(address_of(shared.acme), mine).status_code == 302
    place = Location.objects.get(pk=shared.location.pk)
    assert (place.line1, place.postal_code) == ("Am Kai 2", "20459")


def test_a_place_that_was_exchanged_meanwhile_is_not_written_over(shared, clerk_client):
    mine = filled(clerk_client, shared.acme, place__line1="Am Kai 2")
    clerk_client.post(
        address_of(shared.acme),
        filled(clerk_client, shared.acme, place__line1="Eigen 1", scope__scope="here"),
    )
    answer = clerk_client.post(address_of(shared.acme), mine)
    assert "Somebody gave this address another place meanwhile." in answer.text
    assert places() == ["Eigen 1", "Am Kai 1", "Am Kai 1"]


@pytest.mark.rule("D-15")
def test_more_customers_than_a_page_changes_are_left_to_a_run(shared, clerk_client, clerk, monkeypatch):
    monkeypatch.setattr("core.work.MOST_ROOTS", 2)
    sent = filled(clerk_client, shared.acme, place__line1="Am Kai 2", scope__reason="A typing error")
    answer = clerk_client.post(address_of(shared.acme), sent)
    run = JobRun.objects.get(program="change-address")
    assert (answer.url, places()) == (run.get_absolute_url(), ["Am Kai 1"] * 3)
    monkeypatch.setattr("parties.jobs.AT_A_TIME", 2)
    engine.execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.counts, places()) == ("done", {"customers": 3}, ["Am Kai 2"] * 3)
    line = ChangeRecord.objects.get(model="parties.location", action="update")
    assert (line.actor, line.reason, line.further_roots.count()) == (clerk, "A typing error", 3)
    found = set(MatchKey.objects.filter(value="2", source="line").values_list("party_id", flat=True))
    assert found == {shared.acme.party_id, shared.bolt.party_id, shared.crane.party_id}


@pytest.mark.rule("R-037")
def test_an_address_that_the_customer_has_elsewhere_is_told_first(shared, clerk_client):
    depot = PartySiteFactory(party=shared.acme.party, name="Depot", location__line1="Kai 9")
    sent = filled(clerk_client, shared.acme, place__line1="KAI 9", scope__scope="here")
    answer = clerk_client.post(address_of(shared.acme), sent)
    assert f"This customer has this address already: Depot, {depot.location}." in answer.text
    assert answer.status_code == 200
    assert clerk_client.post(address_of(shared.acme), sent_by(answer)).status_code == 302


def test_what_was_typed_and_not_saved_is_offered_again(shared, clerk_client):
    address = address_of(shared.acme)
    sent = filled(clerk_client, shared.acme, place__line1="Am Kai 2", scope__scope="here")
    assert clerk_client.post("/drafts/", {**sent, "draft-path": address}).json() == {"kept": True}
    form = sent_by(clerk_client.get(f"{address}?draft=1"))
    assert (form["place-line1"], form["scope-scope"]) == ("Am Kai 2", "here")
    clerk_client.post(f"{address}?draft=1", form)
    assert (places()[0], Draft.objects.count()) == ("Am Kai 2", 0)


def test_a_change_that_is_left_to_a_run_leaves_no_draft(shared, clerk_client, monkeypatch):
    monkeypatch.setattr("core.work.MOST_ROOTS", 2)
    address = address_of(shared.acme)
    sent = filled(clerk_client, shared.acme, place__line1="Am Kai 2")
    clerk_client.post("/drafts/", {**sent, "draft-path": address})
    clerk_client.post(address, sent)
    assert (JobRun.objects.count(), Draft.objects.count()) == (1, 0)


@pytest.mark.parametrize("others", [1, 3])
def test_it_costs_the_same_for_one_other_and_three(
    shared, clerk_client, unit_a, others, django_assert_num_queries
):
    for _number in range(others):
        site = PartySiteFactory(location=shared.location)
        AccountSiteFactory(account=AccountFactory(party=site.party), party_site=site, unit=unit_a)
    with django_assert_num_queries(18):
        clerk_client.get(address_of(shared.acme))


def test_of_very_many_the_first_are_listed_and_the_rest_counted(shared, clerk_client, monkeypatch):
    monkeypatch.setattr("customers.pages.addresses.sharing.MOST", 2)
    page = clerk_client.get(address_of(shared.crane))
    assert [text.split(" · ")[0] for text in users(page)] == ["Crane Ltd", "Acme Ltd"]
    assert "and 1 further customer address" in page.text
