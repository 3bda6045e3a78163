"""Deadlocks are tried again, a lock that is not given is told in words; neither is an error (trust 4)."""

from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from accounts.models import Account
from accounts.pages.edit import EditAccount
from core.models import ChangeRecord
from tests.factories import AccountFactory
from tests.races.crowd import at_once, people, sending, statuses

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def edit(account, text):
    return {
        "version": str(account.version),
        "description": text,
        "initial-description": account.description,
        "account_type": "R",
        "initial-account_type": "R",
        "role": "CUSTOMER",
        "initial-role": "CUSTOMER",
    }


def test_of_two_saves_that_wait_for_each_other_one_is_tried_again(unit_a, monkeypatch):
    first, second = AccountFactory(), AccountFactory()
    crossed = Barrier(2)
    attempts = []
    saves = EditAccount.save

    def crosswise(self, **forms):
        """Holds its own account and asks for the other one, when the other save does the same."""
        other = second if self.record == first else first
        attempts.append(self.record.pk)
        list(Account.objects.select_for_update().filter(pk=self.record.pk))
        if len(attempts) <= 2:
            crossed.wait(timeout=20)
        list(Account.objects.select_for_update().filter(pk=other.pk))
        return saves(self, **forms)

    monkeypatch.setattr(EditAccount, "save", crosswise)
    one, two = people(unit_a, 2)
    answers = at_once(
        [
            sending(one, f"/accounts/{first.pk}/edit/", edit(first, "First")),
            sending(two, f"/accounts/{second.pk}/edit/", edit(second, "Second")),
        ]
    )

    assert statuses(answers) == [302, 302]
    assert sorted(attempts) in ([first.pk, first.pk, second.pk], [first.pk, second.pk, second.pk])
    assert [account.description for account in Account.objects.order_by("pk")] == ["First", "Second"]
    assert ChangeRecord.objects.filter(action="update").count() == 2


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_who_waits_too_long_is_told_and_keeps_what_was_typed(unit_a, limit):
    account = AccountFactory(description="Before")
    (client,) = people(unit_a, 1)
    held, answered = Event(), Event()

    def hold():
        with transaction.atomic():
            list(Account.objects.select_for_update().filter(pk=account.pk))
            held.set()
            answered.wait(timeout=30)

    def save():
        held.wait(timeout=30)
        with connection.cursor() as cursor:
            cursor.execute(f"SET {limit} = '500ms'")
        try:
            return client.post(f"/accounts/{account.pk}/edit/", edit(account, "After"))
        finally:
            answered.set()

    _held, answer = at_once([hold, save])
    assert answer.status_code == 503
    assert "Registrar is busy: others are saving the same records. Nothing was saved yet" in answer.text
    assert 'value="After"' in answer.text
    account.refresh_from_db()
    assert (account.description, account.version) == ("Before", 1)
