"""Records opened last: noted by the page, kept in number, shown only while they may be seen (trust 9)."""

import datetime

import pytest
from django.utils import timezone

from core.desk import recent
from core.jobs import submit
from core.jobs.engine import execute
from core.models import RecentRecord
from parties.models import Party
from sites.models import AccountSite
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def customers(unit_a):
    return [made(new_customer(f"Firm {number}", new_site(unit_a, "BILL_TO"))) for number in range(3)]


def names(user):
    return [str(one.record) for one in recent.opened_last(user)]


def test_a_page_carries_the_mark_of_its_record_and_noting_it_moves_it_up(clerk, clerk_client, customers):
    for customer in (customers[0], customers[1], customers[0]):
        page = clerk_client.get(customer.get_absolute_url())
        assert f'data-recent="{recent.mark_of(customer)}"' in page.text
        assert RecentRecord.objects.filter(object_id=customer.pk, at__gt=timezone.now()).count() == 0
        assert clerk_client.post("/recent/", {"record": recent.mark_of(customer)}).status_code == 204
    assert names(clerk) == ["Firm 0", "Firm 1"]
    assert RecentRecord.objects.count() == 2


def test_a_fragment_and_a_form_carry_no_mark(clerk_client, customers):
    address = customers[0].get_absolute_url()
    assert "data-recent=" not in clerk_client.get(address, headers={"HX-Request": "true"}).text
    assert "data-recent=" not in clerk_client.get(f"{address}edit/").text


@pytest.mark.parametrize(
    "mark", ["", "parties.party:", "parties.party:x", "parties.party:²", "core.user:1", "x"]
)
def test_what_is_no_record_of_ours_is_not_noted(clerk, mark):
    assert recent.note(clerk, mark) is False
    assert recent.note(clerk, "parties.party:" + "9" * 400) is False
    assert RecentRecord.objects.count() == 0


@pytest.mark.rule("R-060")
def test_what_one_may_not_see_is_neither_noted_nor_shown(clerk, other_clerk, customers):
    site = AccountSite.objects.get(account__party=customers[0])
    assert recent.note(other_clerk, recent.mark_of(site)) is False
    RecentRecord.objects.create(
        user=other_clerk, model="customer_sites.accountsite", object_id=site.pk, at=timezone.now()
    )
    assert recent.note(clerk, recent.mark_of(site)) is True
    assert (names(other_clerk), names(clerk)) == ([], [str(site)])


def test_a_user_has_the_newest_thirty(clerk, customers, monkeypatch):
    monkeypatch.setattr(recent, "MOST_PER_USER", 3)
    old = timezone.now() - datetime.timedelta(days=1)
    for number in range(5):
        RecentRecord.objects.create(user=clerk, model="x.y", object_id=number, at=old)
    recent.note(clerk, recent.mark_of(customers[0]))
    assert sorted(RecentRecord.objects.values_list("model", flat=True)) == ["parties.party", "x.y", "x.y"]


def test_it_costs_the_same_for_one_record_and_three(clerk, customers, django_assert_num_queries):
    for count in (1, 3):
        for customer in customers[:count]:
            recent.note(clerk, recent.mark_of(customer))
        with django_assert_num_queries(2):
            assert len(names(clerk)) == count


def test_the_program_prune_takes_away_what_is_long_ago(clerk):
    for pk, age in {1: 89, 2: 91}.items():
        at = timezone.now() - datetime.timedelta(days=age)
        RecentRecord.objects.create(user=clerk, model=Party._meta.label_lower, object_id=pk, at=at)
    execute(submit("prune", start=False).pk)
    assert list(RecentRecord.objects.values_list("object_id", flat=True)) == [1]
