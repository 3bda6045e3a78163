"""Hooks: how an app above has a say in the writes of an app below, and the list of them all."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import hooks, writes
from core.work import work
from tests.core.generated import compare, table
from tests.factories import AccountFactory, PartyFactory


@pytest.fixture
def registered(monkeypatch):
    """Register a hook for one test."""

    def register(event, model, function):
        functions = [*hooks._registry[event].get(model, []), function]
        monkeypatch.setitem(hooks._registry[event], model, functions)

    return register


def test_a_hook_takes_the_whole_set_at_once(db, registered):
    seen = []
    registered("before_write", Account, lambda accounts: seen.append(("before", [a.pk for a in accounts])))
    registered("after_write", Account, lambda accounts: seen.append(("after", [a.pk for a in accounts])))
    party = PartyFactory()
    with work(actor=None, channel="system"):
        made = writes.insert_many([Account(party=party, number=str(number)) for number in range(3)])
        keys = [account.pk for account in made]
        for account in writes.lock(Account.objects.all()):
            account.description = "Main"
            writes.save(account)
    assert seen[:2] == [("before", [None] * 3), ("after", keys)]
    assert seen[2:] == [(moment, [key]) for key in keys for moment in ("before", "after")]


def test_a_veto_leaves_nothing(db, registered):
    def veto(accounts):
        raise ValidationError({"number": "Not this one."})

    registered("before_write", Account, veto)
    with pytest.raises(ValidationError, match="Not this one"):
        AccountFactory()
    assert not Account.objects.exists()


def test_hooks_are_not_called_for_what_is_not_written(db, registered):
    account = AccountFactory()
    seen = []
    registered("before_write", Account, seen.append)
    registered("after_write", Account, seen.append)
    with work(actor=None, channel="system"):
        writes.save(account, version=1)
        writes.insert_many([])
    assert seen == []


def test_what_a_hook_writes_is_in_the_same_unit_of_work(db, registered):
    def also(accounts):
        for account in accounts:
            if not account.description:
                account.description = "By a hook"
                writes.save(account, version=account.version)

    registered("after_write", Account, also)
    account = AccountFactory()
    assert Account.objects.values_list("description", "version").get(pk=account.pk) == ("By a hook", 2)


def test_every_hook_says_what_it_does():
    for event, model, function, summary in hooks.table():
        assert summary.endswith("."), (event, model, function)


def test_docs_list_every_hook():
    """One line for a function, however many models it is registered for."""
    grouped = {}
    for event, model, function, summary in hooks.table():
        grouped.setdefault((event, function, summary), []).append(model)
    rows = [
        (event, f"`{function}`", ", ".join(models) if len(models) < 5 else f"{len(models)} models", summary)
        for (event, function, summary), models in sorted(grouped.items())
    ]
    compare(
        "hooks.md",
        "# Hooks\n\n"
        "How an app above has a say in the writes of an app below. What the events promise stands in "
        "`core/hooks.py`. This\nfile is written by its test (`tests/core/test_hooks.py`).\n\n"
        + table("Event | Function | For | What it does", rows)
        + "\n",
    )
