"""The unit of work: one transaction, one actor, one history."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.transaction import TransactionManagementError

from core import hooks, writes
from core.exceptions import TooManyRoots, WriteRefused
from core.models import ChangeRecord
from core.work import MOST_ROOTS, current, open_unit, work
from parties.models import Party
from tests.core.captured import captured
from tests.factories import AccountFactory, AccountSiteFactory, PartyFactory, UserFactory


def history_of(record):
    return ChangeRecord.objects.filter(model=record._meta.label_lower, object_id=record.pk).order_by("pk")


def statements(queries, verb, table):
    return [query["sql"] for query in queries if query["sql"].startswith(f'{verb} "{table}"')]


def test_no_record_is_written_outside_a_unit_of_work(db):
    with pytest.raises(WriteRefused, match="Open a unit of work first"):
        writes.save(Party(kind="ORGANIZATION", name="Acme", registry_id="1"))
    assert not Party.objects.exists()


def test_a_channel_that_nobody_knows_is_refused(db):
    with pytest.raises(ValueError, match="'letter'"), work(actor=None, channel="letter"):
        pass
    assert open_unit() is None


@pytest.mark.rule("R-230")
def test_what_the_unit_of_work_knows_stands_in_every_change(clerk):
    account = AccountFactory()
    with work(
        actor=clerk, channel="page", reason="Letter of May 3", request_id="abc", run_id=7
    ) as unit_of_work:
        account.description = "Main account"
        writes.save(account, version=1)
    change = history_of(account).last()
    assert (change.actor, change.channel, change.reason) == (clerk, "page", "Letter of May 3")
    assert (change.request_id, change.run_id, change.at) == ("abc", 7, unit_of_work.at)
    assert (change.action, change.version) == ("update", 2)
    assert change.changes == {"description": ["", "Main account"]}


def test_changes_are_filed_under_party_account_site_and_unit(unit_a):
    site = AccountSiteFactory(unit=unit_a)
    change = history_of(site).get()
    assert (change.root_id, change.branch_id, change.leaf_id, change.unit_id) == (
        site.account.party_id,
        site.account_id,
        site.pk,
        unit_a.pk,
    )
    assert change.action == "create"
    assert change.changes is None
    assert change.object_label == str(site)


def test_a_reason_with_a_card_number_is_refused(db):
    with (
        pytest.raises(ValidationError) as refused,
        work(actor=None, channel="page", reason="Card 4111 1111 1111 1111"),
    ):
        PartyFactory()
    assert list(refused.value.message_dict) == ["reason"]
    assert not Party.objects.exists()


def test_a_reason_is_cut_to_its_column(db):
    with work(actor=None, channel="system", reason="x" * 600):
        party = PartyFactory()
    assert history_of(party).get().reason == "x" * 500


def test_a_nested_unit_of_work_joins_the_outer_one(clerk):
    with work(actor=clerk, channel="page", reason="outer") as outer:
        with work(actor=None, channel="system", reason="inner") as inner:
            assert inner is outer
            party = PartyFactory()
        assert current() is outer
    assert list(history_of(party).values_list("actor", "reason")) == [(clerk.pk, "outer")]


def test_an_exception_leaves_neither_record_nor_history(db):
    before = ChangeRecord.objects.count()
    with pytest.raises(ZeroDivisionError), work(actor=None, channel="system"):
        PartyFactory()
        AccountFactory()
        raise ZeroDivisionError
    assert not Party.objects.exists()
    assert ChangeRecord.objects.count() == before
    assert open_unit() is None


def test_a_nested_failure_that_is_caught_outside_cannot_be_half_kept(db):
    with (
        pytest.raises(WriteRefused, match="nested unit of work failed and was passed over"),
        work(actor=None, channel="system"),
    ):
        try:
            with work(actor=None, channel="system"):
                PartyFactory()
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert not Party.objects.exists()


def test_after_a_nested_failure_the_outer_one_asks_the_database_nothing_more(db):
    with pytest.raises(TransactionManagementError), work(actor=None, channel="system"):
        with pytest.raises(ZeroDivisionError), work(actor=None, channel="system"):
            raise ZeroDivisionError
        PartyFactory()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_history_of_everything_is_one_statement(db, count):
    with captured() as queries, work(actor=None, channel="system"):
        writes.insert_many(
            [
                Party(kind="ORGANIZATION", name=f"Party {number}", registry_id=f"R{number}")
                for number in range(count)
            ]
        )
    assert len(statements(queries, "INSERT INTO", "core_changerecord")) == 1
    assert ChangeRecord.objects.filter(model="parties.party").count() == count


def test_a_unit_of_work_that_changes_nothing_writes_no_history(db):
    with captured() as queries, work(actor=None, channel="page"):
        pass
    assert not statements(queries, "INSERT INTO", "core_changerecord")


def test_touched_customers_are_refreshed_once_in_order(db, monkeypatch):
    refreshed = []
    monkeypatch.setattr(hooks, "_refreshers", [refreshed.append])
    with work(actor=None, channel="system"):
        second = AccountFactory().party
        first = PartyFactory()
        AccountFactory(party=first)
    assert refreshed == [sorted([first.pk, second.pk])]


def test_a_page_does_not_touch_more_customers_than_it_may(clerk):
    parties = [
        Party(kind="ORGANIZATION", name=f"Party {number}", registry_id=f"R{number}")
        for number in range(MOST_ROOTS + 1)
    ]
    with pytest.raises(TooManyRoots), work(actor=clerk, channel="page"):
        writes.insert_many(parties)
    assert not Party.objects.exists()


@pytest.mark.rule("R-230")
def test_who_columns_name_creator_and_last_writer(clerk, steward):
    with work(actor=clerk, channel="page") as creating:
        party = PartyFactory()
    with work(actor=steward, channel="page") as changing:
        party.alias = "Harbour"
        writes.save(party, version=1)
    stored = Party.objects.get(pk=party.pk)
    assert (stored.created_by, stored.created_at) == (clerk, creating.at)
    assert (stored.updated_by, stored.updated_at) == (steward, changing.at)
    assert creating.at <= changing.at
    assert creating.at.utcoffset() == datetime.timedelta(0)


def test_secrets_are_masked_in_history(db):
    user = UserFactory()
    with work(actor=None, channel="system"):
        user.set_password("another long password")
        writes.save(user, version=1)
    assert history_of(user).last().changes == {"password": ["•••", "•••"]}
