"""What a request remembers of reference data, and when it forgets."""

import itertools

import pytest
from django.core.signals import request_finished, request_started

from core import memory, writes
from core.work import work
from reference import lookups
from reference.models import LookupType, LookupValue


@pytest.fixture
def a_request():
    """The time between the start and the end of a request."""
    memory._begin()
    yield
    memory._end()


def counted():
    """A loader that answers how often it was asked."""
    times = itertools.count(1)
    return lambda: next(times)


def test_a_request_loads_once(a_request):
    load = counted()
    assert [memory.recall("key", load), memory.recall("key", load)] == [1, 1]
    assert memory.recall("other key", load) == 2


def test_outside_a_request_and_a_unit_of_work_nothing_is_remembered():
    load = counted()
    assert [memory.recall("key", load), memory.recall("key", load)] == [1, 2]


def test_requests_begin_and_end_the_memory():
    assert memory._begin in [receiver() for _key, receiver, *_rest in request_started.receivers]
    assert memory._end in [receiver() for _key, receiver, *_rest in request_finished.receivers]
    load = counted()
    memory._begin()
    memory.recall("key", load)
    memory._begin()
    assert memory.recall("key", load) == 2
    memory._end()


@pytest.mark.django_db
def test_a_write_that_is_rolled_back_leaves_nothing_behind_in_the_request(a_request):
    assert lookups.meaning("GENDER", "N") == "N"
    with pytest.raises(ZeroDivisionError), work(actor=None, channel="system"):
        writes.save(LookupValue(type=LookupType.objects.get(code="GENDER"), code="N", meaning="None given"))
        assert lookups.meaning("GENDER", "N") == "None given"
        raise ZeroDivisionError
    assert lookups.meaning("GENDER", "N") == "N"


@pytest.mark.django_db
def test_a_write_is_seen_by_the_rest_of_the_request(a_request):
    assert lookups.meaning("GENDER", "N") == "N"
    with work(actor=None, channel="system"):
        writes.save(LookupValue(type=LookupType.objects.get(code="GENDER"), code="N", meaning="None given"))
    assert lookups.meaning("GENDER", "N") == "None given"
