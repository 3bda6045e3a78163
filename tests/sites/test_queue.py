"""What the steward's queue finds at accounts and their sites, at once when it happens (R-267)."""

import pytest

from accounts.services import remove_account
from core import hooks
from core.work import work
from parties.models import QueueItem
from parties.queue import items
from sites.models import SiteUse
from sites.services import add_uses, make_primary, remove_site, remove_use, restore_use
from tests.customers.builders import made, new_customer, new_site
from tests.factories import SiteUseFactory

pytestmark = pytest.mark.django_db


def found(check):
    rows = QueueItem.objects.filter(check_code=check).order_by("pk")
    return [(item.label, item.unit.code if item.unit else "", item.party.name) for item in rows]


def written(service, record, **given):
    with work(actor=None, channel="system"):
        return service(record, version=record.version, **given)


@pytest.mark.rule("R-267", "R-025")
def test_a_unit_without_a_working_bill_to_is_found_until_it_has_one(house):
    assert found("not-ready") == []
    bill_to = house.use(house.first, "BILL_TO")
    written(remove_use, bill_to)
    assert found("not-ready") == [("A1", ["Unit", "A"][-1], "Acme Harbour Ltd")]
    bill_to.refresh_from_db()
    written(restore_use, bill_to)
    assert found("not-ready") == []


@pytest.mark.rule("R-267", "R-025")
def test_an_account_without_any_site_concerns_every_unit(unit_a):
    bare = made(new_customer("Bare Ltd", new_site(unit_a, "BILL_TO"), number="B1"))
    written(remove_site, bare.accounts.get().sites.get())
    made(new_customer("Whole Ltd", new_site(unit_a, "BILL_TO"), number="W1"))
    assert found("not-ready") == [("B1", "", "Bare Ltd")]


@pytest.mark.rule("R-267", "D-3")
def test_a_group_without_primary_is_found_after_an_inactivation(house):
    primary = house.use(house.first, "SHIP_TO")
    other = house.use(house.second, "SHIP_TO")
    assert primary.is_primary and found("no-primary") == []
    written(remove_use, primary)
    assert found("no-primary") == [("A1 · Ship To", "A", "Acme Harbour Ltd")]
    other.refresh_from_db()
    written(make_primary, other)
    assert found("no-primary") == []


@pytest.mark.rule("R-267", "R-239", "R-082")
def test_an_account_that_had_drawees_is_found_until_it_has_a_primary_again(house):
    first, second = (SiteUse(site=site, purpose="DRAWEE") for site in (house.first, house.second))
    with work(actor=None, channel="system"):
        add_uses([first, second], [None, None])
    assert found("bills-not-ready") == []
    for drawee in (first, second):
        written(remove_use, drawee)
        assert found("bills-not-ready") == [("A1 · Drawee", "A", "Acme Harbour Ltd")]
    written(restore_use, second)
    assert (found("bills-not-ready"), found("no-primary")) == ([("A1 · Drawee", "A", "Acme Harbour Ltd")], [])
    written(make_primary, second)
    assert found("bills-not-ready") == []


@pytest.mark.rule("R-267", "R-100")
def test_a_ship_to_whose_bill_to_is_inactive_is_found(house):
    bill_to, ship_to = house.use(house.first, "BILL_TO"), house.use(house.second, "SHIP_TO")
    written(remove_use, bill_to)
    labels = [f"A1 · {house.use(house.first, 'SHIP_TO')}", f"A1 · {ship_to}"]
    assert found("ship-to-waits") == [(label, "A", "Acme Harbour Ltd") for label in labels]
    bill_to.refresh_from_db()
    written(restore_use, bill_to)
    assert found("ship-to-waits") == []


@pytest.mark.rule("R-267")
def test_what_is_inactive_wants_nothing(house):
    written(remove_use, house.use(house.first, "SHIP_TO"))
    written(remove_site, house.hidden)
    assert found("no-primary") == [("A1 · Ship To", "A", "Acme Harbour Ltd")]
    house.account.refresh_from_db()
    written(remove_account, house.account)
    assert QueueItem.objects.count() == 0


@pytest.mark.rule("R-267")
def test_an_item_that_still_holds_is_not_written_again(house):
    written(remove_use, house.use(house.first, "BILL_TO"))
    before = QueueItem.objects.get(check_code="not-ready")
    assert items.refresh([house.account.party_id]) == (0, 0)
    after = QueueItem.objects.get(check_code="not-ready")
    assert (after.pk, after.found_at) == (before.pk, before.found_at)


def test_without_the_hook_the_queue_falls_behind(house, monkeypatch):
    """The twin of the tests above: it is the unit of work that keeps the queue in step."""
    monkeypatch.setattr(hooks, "_refreshers", [])
    written(remove_use, house.use(house.first, "BILL_TO"))
    assert QueueItem.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_looking_at_customers_costs_the_same_queries_however_many(unit_a, django_assert_num_queries, count):
    parties = [
        made(new_customer(f"Customer {number}", new_site(unit_a, "SHIP_TO", line1=f"Kai {number}")))
        for number in range(count)
    ]
    for use in range(count):
        SiteUseFactory(site=parties[use].accounts.get().sites.get(), purpose="LEGAL")
    QueueItem.objects.all().delete()
    # Accounts, sites with purposes, failed moves; what is stored, what is new, the meanings of purposes.
    with work(actor=None, channel="system"), django_assert_num_queries(6):
        items.refresh([party.pk for party in parties])
    assert QueueItem.objects.count() == 2 * count
