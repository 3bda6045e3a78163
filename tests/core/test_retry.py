"""Only what passes by itself is tried again, a whole service at a time, at most three times (trust 4)."""

import pytest
from django.db import OperationalError

from core import retry
from core.work import work


class Server(Exception):
    """What the driver raises below Django's own error."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def refused(sqlstate):
    error = OperationalError("told by the server")
    error.__cause__ = Server(sqlstate)
    return error


LOCKED = OperationalError("database is locked")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0)


class Service:
    """Fails with these errors, one attempt each, then answers."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.attempts = self.readings = 0

    def attempt(self):
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        return "saved"

    def again(self):
        self.readings += 1

    def run(self):
        return retry.whole(self.attempt, again=self.again)


@pytest.mark.parametrize("error", [refused("40001"), refused("40P01"), LOCKED], ids=str)
def test_what_passes_is_tried_again_after_everything_was_read_anew(error):
    service = Service(error, error)
    assert service.run() == "saved"
    assert (service.attempts, service.readings) == (3, 2)


def test_three_attempts_are_enough():
    service = Service(*[refused("40P01")] * 3)
    with pytest.raises(retry.Busy, match="Nothing was saved yet"):
        service.run()
    assert (service.attempts, service.readings) == (3, 2)


@pytest.mark.parametrize("sqlstate", ["55P03", "57014"])
def test_who_has_waited_for_a_lock_already_is_told_at_once(sqlstate):
    service = Service(refused(sqlstate))
    with pytest.raises(retry.Busy):
        service.run()
    assert (service.attempts, service.readings) == (1, 0)


def test_no_attempt_follows_where_the_first_ones_took_too_long(monkeypatch):
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", -1)
    service = Service(LOCKED)
    with pytest.raises(retry.Busy):
        service.run()
    assert service.attempts == 1


@pytest.mark.parametrize(
    "error", [refused("57P01"), OperationalError("connection refused"), ValueError("mine")]
)
def test_everything_else_is_raised_as_it_came(error):
    service = Service(error)
    with pytest.raises(type(error)) as raised:
        service.run()
    assert raised.value is error
    assert (service.attempts, service.readings) == (1, 0)


@pytest.mark.django_db
def test_inside_of_an_open_unit_of_work_nothing_is_repeated():
    service = Service(refused("40P01"))
    with work(actor=None, channel="system"), pytest.raises(OperationalError):
        service.run()
    assert (service.attempts, service.readings) == (1, 0)
