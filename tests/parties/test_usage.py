"""Since when and until when a party is a customer (R-028)."""

import datetime

import pytest

from core.clock import today
from core.work import work
from parties.models import PartyUsage
from parties.services import ensure_customer_usage, remove_party, restore_party
from tests.factories import PartyFactory, PartyUsageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-028")]
DAY = datetime.timedelta(days=1)


def periods(party):
    rows = PartyUsage.objects.filter(party=party).order_by("start_date")
    return [(row.start_date, row.end_date) for row in rows]


def ensured(party):
    with work(actor=None, channel="system"):
        ensure_customer_usage([party])
    return periods(party)


def test_new_customer_is_one_from_today_on():
    assert ensured(PartyFactory()) == [(today(), None)]


@pytest.mark.parametrize("end", [None, datetime.date(2099, 12, 31)])
def test_who_is_a_customer_stays_one_until_the_planned_end(end):
    party = PartyFactory()
    PartyUsageFactory(party=party, end_date=end)
    assert ensured(party) == [(datetime.date(2020, 1, 1), end)]


def test_period_that_ends_today_goes_on():
    party = PartyFactory()
    PartyUsageFactory(party=party, end_date=today())
    assert ensured(party) == [(datetime.date(2020, 1, 1), None)]


def test_new_period_ends_before_the_next_that_is_planned():
    party = PartyFactory()
    planned = today() + 10 * DAY
    PartyUsageFactory(party=party, start_date=planned)
    assert ensured(party) == [(today(), planned - DAY), (planned, None)]


def test_removing_ends_it_today_and_restoring_resumes_it():
    party = PartyFactory()
    PartyUsageFactory(party=party, end_date=datetime.date(2099, 12, 31))
    with work(actor=None, channel="system"):
        remove_party(party, version=1)
    assert periods(party) == [(datetime.date(2020, 1, 1), today())]
    with work(actor=None, channel="system"):
        restore_party(party, version=2)
    assert periods(party) == [(datetime.date(2020, 1, 1), None)]


def test_who_was_no_customer_when_removed_is_none_when_restored():
    party = PartyFactory()
    PartyUsageFactory(party=party, start_date=datetime.date(2010, 1, 1), end_date=datetime.date(2012, 1, 1))
    with work(actor=None, channel="system"):
        remove_party(party, version=1)
    with work(actor=None, channel="system"):
        restore_party(party, version=2)
    assert periods(party) == [(datetime.date(2010, 1, 1), datetime.date(2012, 1, 1))]
