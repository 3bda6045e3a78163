"""Numbers are given out once; gaps are allowed."""

import pytest
from django.db import connection

from core import numbers
from core.models import NumberCounter
from core.work import work


def draw(*args):
    with work(actor=None, channel="system"):
        return numbers.draw(*args)


def test_the_series_of_all_apps_start_where_they_say():
    assert numbers.series() == {
        "registry_id": 10001,
        "party_site_number": 20001,
        "account_number": 1001,
        "site_use_location": 30001,
    }


@pytest.mark.sqlite
def test_the_first_number_is_the_start_and_the_next_follow(db):
    assert draw("account_number") == [1001]
    assert draw("account_number", 3) == [1002, 1003, 1004]
    assert draw("registry_id") == [10001]
    assert NumberCounter.objects.get(code="account_number").last == 1004


def test_numbers_ascend_and_never_come_again(db):
    drawn = [draw("account_number", n) for n in (1, 3, 2)]
    flat = [number for part in drawn for number in part]
    assert [len(part) for part in drawn] == [1, 3, 2]
    assert flat == sorted(set(flat))
    assert flat[0] >= 1001


@pytest.mark.parametrize("count", [1, 3, 300])
def test_drawing_many_costs_what_drawing_one_costs(db, count, django_assert_max_num_queries):
    draw("account_number")
    with django_assert_max_num_queries(4):
        assert len(draw("account_number", count)) == count


def test_a_series_that_nobody_declared_is_refused(db):
    with pytest.raises(KeyError):
        draw("invoice_number")


def test_every_sequence_is_there(db):
    assert numbers.missing() == []


@pytest.mark.postgres
def test_a_missing_sequence_is_found_and_made_again(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE registrar_account_number")
    assert numbers.missing() == ["account_number"]
    numbers.install()
    assert numbers.missing() == []
    assert draw("account_number") == [1001]
