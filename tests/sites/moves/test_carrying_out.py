"""An address that moves: what arrives, what stays, what is never missing (R-268)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from core import writes
from core.models import ChangeRecord
from core.work import work
from parties.models import Location, PartySite
from parties.services import make_identifying
from reference.models import LookupValue
from sites.models import AccountSite, SiteUse
from sites.moves import carry_out, plan_move, went_to
from sites.services import change_site, change_use, remove_site
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory, country

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-268")]
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    noon = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr("core.clock.now", lambda: noon)


def elsewhere(line1="Neue Straße 5"):
    return Location(country=country(), line1=line1, city="Bremen", postal_code="28195")


def moved(address, *, actor=None, reason="They moved"):
    """The move of an address, carried out."""
    with work(actor=actor, channel="page", reason=reason):
        return plan_move(address, elsewhere(), takes_effect=TODAY)


def changed(service, record, **values):
    vars(record).update(values)
    with work(actor=None, channel="system"):
        return service(record, version=record.version)


def state(rows):
    return list(rows.order_by("pk").values_list("status", flat=True))


def test_the_customer_has_a_new_address_and_the_old_one_is_inactive(house):
    old = house.first.party_site
    changed(writes.save, old, name="Head office", addressee="Ms Lovett", mail_stop="4b")
    move = moved(old)
    old.refresh_from_db()
    new = move.successor
    assert (move.state, old.status, new.status) == ("D", "I", "A")
    assert (old.identifying, new.identifying) == (False, True)
    assert (new.name, new.addressee, new.mail_stop) == ("Head office", "Ms Lovett", "4b")
    assert str(new.location) == "Neue Straße 5, 28195 Bremen, Germany"
    assert new.number not in ("", old.number)


def test_account_sites_and_purposes_go_on_with_their_settings(house):
    category = LookupValue.objects.filter(type__code="ADDRESS_CATEGORY").first()
    changed(change_site, house.first, category=category.code, edi_location="EDI-1")
    bill_to = house.use(house.first, "BILL_TO")
    changed(change_use, bill_to, sic_code="1234", location="Jena")
    move = moved(house.first.party_site)
    new = AccountSite.objects.get(party_site=move.successor)
    assert (new.account, new.unit) == (house.account, house.first.unit)
    assert (new.category, new.edi_location, new.status) == (category.code, "EDI-1", "A")
    taken_over = house.use(new, "BILL_TO")
    assert (taken_over.sic_code, taken_over.location, taken_over.is_primary) == ("1234", "Jena-2", True)
    assert state(AccountSite.objects.filter(pk=house.first.pk)) == ["I"]
    assert state(SiteUse.objects.filter(site=house.first)) == ["I", "I"]
    assert went_to(house.first) == new


@pytest.mark.rule("R-072")
def test_bill_to_links_follow_and_exactly_one_is_primary(house):
    old = house.use(house.first, "BILL_TO")
    here, there = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    assert here.bill_to == there.bill_to == old
    new = AccountSite.objects.get(party_site=moved(house.first.party_site).successor)
    bill_to = house.use(new, "BILL_TO")
    assert house.use(new, "SHIP_TO").bill_to == bill_to
    there.refresh_from_db()
    assert (there.bill_to, there.version) == (bill_to, 2)
    primaries = SiteUse.objects.active().filter(is_primary=True, unit=house.first.unit)
    assert sorted(primaries.values_list("purpose", flat=True)) == ["BILL_TO", "SHIP_TO"]


@pytest.mark.rule("D-15", "R-060")
def test_sites_of_units_that_the_clerk_does_not_see_move_too(house, clerk):
    site = house.hidden
    move = moved(site.party_site, actor=clerk)
    new = AccountSite.objects.get(party_site=move.successor)
    assert (new.unit, state(AccountSite.objects.filter(pk=site.pk))) == (site.unit, ["I"])


@pytest.mark.rule("D-11")
def test_what_had_been_removed_before_stays_at_the_old_address(house):
    with work(actor=None, channel="system"):
        remove_site(house.second, version=house.second.version)
    before = AccountSite.objects.get(pk=house.second.pk).version
    move = moved(house.second.party_site)
    assert not AccountSite.objects.filter(party_site=move.successor).exists()
    assert AccountSite.objects.get(pk=house.second.pk).version == before


@pytest.mark.rule("R-260")
def test_what_is_no_longer_chosen_anew_goes_along(house):
    category = LookupValue.objects.filter(type__code="ADDRESS_CATEGORY").first()
    changed(change_site, house.first, category=category.code)
    changed(writes.save, category, enabled=False)
    move = moved(house.first.party_site)
    assert AccountSite.objects.get(party_site=move.successor).category == category.code


@pytest.mark.rule("R-075")
def test_a_location_is_counted_on_past_those_that_are_taken(house):
    first, second = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    changed(change_use, first, location="Dock")
    changed(change_use, second, location="DOCK-2")
    move = moved(house.first.party_site)
    again = moved(move.successor)
    names = [
        house.use(AccountSite.objects.get(party_site=one.successor), "SHIP_TO").location
        for one in (move, again)
    ]
    assert names == ["Dock-3", "Dock-4"]


def test_a_longest_location_is_cut_for_its_number(house):
    changed(change_use, house.use(house.first, "BILL_TO"), location="L" * 40)
    move = moved(house.first.party_site)
    new = AccountSite.objects.get(party_site=move.successor)
    assert house.use(new, "BILL_TO").location == "L" * 38 + "-2"


@pytest.mark.rule("R-056")
def test_an_address_that_does_not_identify_moves_without_the_mark(house):
    move = moved(house.second.party_site)
    assert not move.successor.identifying
    assert PartySite.objects.get(party=house.account.party, identifying=True) == house.first.party_site


def test_history_says_on_both_sides_that_it_moved(house):
    move = moved(house.first.party_site, reason="")
    new = AccountSite.objects.get(party_site=move.successor)
    lines = ChangeRecord.objects.filter(
        model="customer_sites.accountsite", object_id__in=[house.first.pk, new.pk]
    )
    told = [(line.object_id, line.action, line.reason) for line in lines.order_by("id")]
    assert told[-2:] == [
        (house.first.pk, "remove", "Address moved on 1 Mar 2026."),
        (new.pk, "create", "Address moved on 1 Mar 2026."),
    ]


def test_it_is_carried_out_once(house):
    move = moved(house.first.party_site)
    with pytest.raises(ValidationError) as refused, work(actor=None, channel="system"):
        carry_out(move)
    assert refused.value.messages == ["This move is not planned any more (Done)."]


@pytest.mark.parametrize("what", ["address", "customer"])
def test_what_was_removed_meanwhile_is_told_and_nothing_is_changed(house, what):
    address = house.second.party_site
    with work(actor=None, channel="system"):
        move = plan_move(address, elsewhere(), takes_effect=TODAY + datetime.timedelta(days=1))
        remove_site(house.second, version=house.second.version)
        record = address if what == "address" else address.party
        record.refresh_from_db()
        writes.remove(record, version=record.version)
    before = AccountSite.objects.count(), PartySite.objects.count()
    with pytest.raises(ValidationError) as refused, work(actor=None, channel="system"):
        carry_out(move)
    name = address if what == "address" else "Acme Harbour Ltd"
    kind = "address" if what == "address" else "customer"
    assert refused.value.messages == [
        f"The {kind} {name} was removed meanwhile; restore it, or cancel the move."
    ]
    assert (AccountSite.objects.count(), PartySite.objects.count()) == before


@pytest.mark.rule("R-056")
def test_the_mark_that_went_elsewhere_before_the_day_stays_there(house):
    address, other = house.first.party_site, house.second.party_site
    with work(actor=None, channel="system"):
        move = plan_move(address, elsewhere(), takes_effect=TODAY + datetime.timedelta(days=1))
        make_identifying(other, version=other.version)
    with work(actor=None, channel="system"):
        move = carry_out(move)
    assert not move.successor.identifying
    assert PartySite.objects.get(party=house.account.party, identifying=True) == other


# A number is drawn from a sequence on PostgreSQL, from a counter in two statements on SQLite.
QUERIES = {"sqlite": 90, "postgresql": 88}


@pytest.mark.parametrize("sites", [3, 5])
def test_it_costs_the_same_for_three_sites_and_five(house, sites, unit_a, django_assert_num_queries):
    address = house.second.party_site
    for number in range(sites - 1):
        account = AccountFactory(party=address.party, number=f"Further {number}")
        site = AccountSiteFactory(account=account, party_site=address, unit=unit_a)
        SiteUseFactory(site=site, is_primary=True)
    with django_assert_num_queries(QUERIES[connection.vendor]):
        moved(address)
    assert AccountSite.objects.active().filter(party_site__moves__isnull=True).count() == sites + 2
