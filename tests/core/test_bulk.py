"""Changing many records alike: what is said beforehand is what happens, and nobody's work is written over (D-19)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from core import bulk, hooks, writes
from core.jobs.bulk_edit import Change, last_change
from core.models import ChangeRecord
from core.work import because, work
from parties.models import Party
from sites.models import AccountSite
from tests.factories import AccountFactory, AccountSiteFactory, LanguageFactory, PartyFactory

pytestmark = pytest.mark.django_db

PARTNER = Change({"category": "PARTNER"})


def previewed(records, change):
    with work(actor=None, channel="system"):
        return bulk.preview(records, change.put)


def written(rows, change, reason="spring cleaning"):
    with work(actor=None, channel="system"):
        because(reason)
        return bulk.write(writes.lock(rows), change.put)


def told(outcome):
    return (
        [str(record) for record in outcome.changed],
        [str(record) for record in outcome.same],
        [(str(record), reason) for record, reason in outcome.refused],
    )


@pytest.fixture
def parties(db):
    return [PartyFactory(name=f"Party {n}", category="PARTNER" if n == 1 else "") for n in range(3)]


def test_a_preview_writes_nothing_and_says_what_the_write_then_does(parties):
    before = list(Party.objects.order_by("pk").values())
    said = previewed(list(Party.objects.order_by("pk")), PARTNER)
    assert list(Party.objects.order_by("pk").values()) == before
    assert told(said) == (["Party 0", "Party 2"], ["Party 1"], [])
    assert told(written(Party.objects.all(), PARTNER)) == told(said)
    assert set(Party.objects.values_list("category", flat=True)) == {"PARTNER"}


def test_each_record_has_one_line_of_history_with_the_reason(parties):
    since = last_change()
    written(Party.objects.all(), PARTNER, "we are partners now")
    lines = ChangeRecord.objects.filter(pk__gt=since).order_by("object_id")
    assert [(line.object_id, line.reason, line.changes) for line in lines] == [
        (parties[0].pk, "we are partners now", {"category": ["", "PARTNER"]}),
        (parties[2].pk, "we are partners now", {"category": ["", "PARTNER"]}),
    ]


def test_records_that_are_refused_are_named_and_the_others_change():
    """A translation needs its language: it cannot be taken from the site that has one."""
    language = LanguageFactory()
    AccountSiteFactory(language=language, translation="Hafenwerke")
    plain = AccountSiteFactory(language=language)
    none = Change({"language": None})
    said = previewed(list(AccountSite.objects.order_by("pk")), none)
    done = written(AccountSite.objects.all(), none)
    assert told(done) == told(said)
    assert [reason for _record, reason in done.refused] == ["Language: A translation needs its language."]
    assert [record.pk for record in done.changed] == [plain.pk]
    assert list(AccountSite.objects.filter(language=None)) == [plain]


def test_a_veto_of_another_app_is_a_refusal_of_the_record_it_means(parties, monkeypatch):
    def veto(records):
        if any(record.name == "Party 2" for record in records):
            raise ValidationError("Not that one.")

    monkeypatch.setitem(hooks._registry["before_write"], Party, [veto])
    said = previewed(list(Party.objects.order_by("pk")), PARTNER)
    assert told(said) == (["Party 0"], ["Party 1"], [("Party 2", "Not that one.")])
    assert told(written(Party.objects.all(), PARTNER)) == told(said)


def test_what_only_the_database_refuses_stops_that_record_alone(parties, monkeypatch):
    """An app that refuses after the row was written: its record is taken back, history included."""

    def late(records):
        if any(record.name == "Party 0" for record in records):
            raise ValidationError("Too late.")

    monkeypatch.setitem(hooks._registry["after_write"], Party, [late])
    since = last_change()
    done = written(Party.objects.all(), PARTNER)
    assert told(done) == (["Party 2"], ["Party 1"], [("Party 0", "Too late.")])
    assert list(Party.objects.filter(category="PARTNER").values_list("name", flat=True)) == [
        "Party 1",
        "Party 2",
    ]
    assert list(ChangeRecord.objects.filter(pk__gt=since).values_list("object_id", flat=True)) == [
        parties[2].pk
    ]


@pytest.mark.rule("D-19")
def test_what_others_changed_in_the_same_field_since_is_known(parties):
    since = last_change()
    with work(actor=None, channel="system"):
        first, _second, third = writes.lock(Party.objects.all())
        first.category, third.alias = "RESELLER", "Tri"
        writes.update_many([first, third])
    new = PartyFactory(name="New")
    records = list(Party.objects.order_by("pk"))
    assert set(bulk.changed_since(records, ["category"], since)) == {first.pk, new.pk}
    assert bulk.changed_since(records, ["category"], last_change()) == {}


@pytest.mark.parametrize(
    ("make", "rows", "change"),
    [
        (PartyFactory, Party.objects, PARTNER),
        (AccountFactory, Account.objects, Change({"classification": "RETAIL"})),
        (AccountSiteFactory, AccountSite.objects, Change({"category": "OFFICE"})),
    ],
)
def test_thirty_records_cost_as_many_queries_as_three(make, rows, change):
    def cost(records):
        with CaptureQueriesContext(connection) as preview:
            previewed(records, change)
        with CaptureQueriesContext(connection) as write:
            done = written(rows.filter(pk__in=[record.pk for record in records]), change)
        assert len(done.changed) == len(records)
        return len(preview), len(write)

    for _n in range(33):
        make()
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    few = cost(list(rows.filter(pk__in=keys[:3])))
    assert cost(list(rows.filter(pk__in=keys[3:]))) == few
