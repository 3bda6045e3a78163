"""The admin of records: rows that belong to a record, and what pages cost."""

import pytest
from django.urls import reverse

from core.models import ChangeRecord
from reference.models import InterestTier, InterestTierSet, PaymentTerm
from tests import factories

pytestmark = pytest.mark.django_db


def address(record, page="change") -> str:
    meta = record._meta
    return reverse(
        f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[record.pk] if page == "change" else []
    )


def writers_of(record) -> list:
    rows = ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk).order_by("pk")
    return list(rows.values_list("action", "channel", "actor__username"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_three_rows(administrator_client, django_assert_num_queries, count):
    for number in range(count):
        factories.LedgerAccountFactory(unit=factories.OperatingUnitFactory(), code=f"L{number}")
    administrator_client.get(address(PaymentTerm, "changelist"))
    with django_assert_num_queries(7):
        page = administrator_client.get(reverse("admin:reference_ledgeraccount_changelist"))
    assert page.context["cl"].result_count == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_with_rows_costs_the_same_for_one_and_three(
    administrator_client, django_assert_num_queries, count
):
    scale = factories.InterestTierSetFactory()
    for number in range(count):
        factories.InterestTierFactory(tier_set=scale, from_day=1 + number)
    administrator_client.get(address(scale))
    with django_assert_num_queries(7):
        page = administrator_client.get(address(scale))
    assert len(page.context["inline_admin_formsets"][0].formset.initial_forms) == count


def tier_rows(scale, *rows, initial) -> dict:
    sent = {
        "code": scale.code,
        "name": scale.name,
        "description": "",
        "opened_version": scale.version or "",
        "reason": "",
        "tiers-TOTAL_FORMS": len(rows),
        "tiers-INITIAL_FORMS": initial,
        "tiers-MIN_NUM_FORMS": 0,
        "tiers-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        sent |= {f"tiers-{number}-{name}": value for name, value in row.items()}
    return sent


def test_rows_of_a_record_are_written_with_it(administrator_client):
    scale = InterestTierSet(code="S1", name="Scale", version=None)
    sent = tier_rows(scale, {"from_day": 1}, {"from_day": 31}, initial=0)
    response = administrator_client.post(address(InterestTierSet, "add"), sent)
    assert response.status_code == 302
    stored = InterestTierSet.objects.get(code="S1")
    assert list(stored.tiers.values_list("from_day", "version")) == [(1, 1), (31, 1)]
    first, second = stored.tiers.all()
    changed = tier_rows(
        stored,
        {"id": first.pk, "tier_set": stored.pk, "from_day": 1, "opened_version": 1},
        {"id": second.pk, "tier_set": stored.pk, "from_day": 46, "opened_version": 1},
        initial=2,
    )
    assert administrator_client.post(address(stored), changed).status_code == 302
    assert list(stored.tiers.values_list("from_day", "version")) == [(1, 1), (46, 2)]
    assert writers_of(second) == [
        ("create", "admin", "administrator"),
        ("update", "admin", "administrator"),
    ]


def test_a_bad_row_is_told_and_nothing_is_written(administrator_client):
    scale = InterestTierSet(code="S2", name="Scale", version=None)
    sent = tier_rows(scale, {"from_day": 1}, {"from_day": 0}, initial=0)
    response = administrator_client.post(address(InterestTierSet, "add"), sent)
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.errors == [{}, {"from_day": ["A payment is late from day 1 on."]}]
    assert (InterestTierSet.objects.count(), InterestTier.objects.count()) == (0, 0)


def test_two_rows_that_exclude_each_other_are_told_and_nothing_is_written(administrator_client):
    scale = InterestTierSet(code="S3", name="Scale", version=None)
    sent = tier_rows(scale, {"from_day": 5}, {"from_day": 5}, initial=0)
    response = administrator_client.post(address(InterestTierSet, "add"), sent)
    assert response.status_code == 200
    assert (InterestTierSet.objects.count(), InterestTier.objects.count()) == (0, 0)
