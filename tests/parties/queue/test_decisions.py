"""Deciding about items of the steward's queue (R-267)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from core import roles
from core.exceptions import StaleRecord
from core.models import ChangeRecord
from core.work import work
from parties.models import QueueDecision, QueueItem
from parties.queue import decisions
from tests.customers.builders import made, new_customer, new_site
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-267")]

TODAY = datetime.date(2026, 3, 31)
LATER = datetime.date(2026, 4, 30)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch):
    monkeypatch.setattr("core.clock.today", lambda unit=None: TODAY)


@pytest.fixture
def item(unit_a):
    made(new_customer("Acme Harbour Ltd", new_site(unit_a, "SHIP_TO"), number="A1"))
    return QueueItem.objects.get(check_code="not-ready")


def decide(service, item, *given, actor=None, reason="", version=None):
    decision = decisions.decision_about(item)
    with work(actor=actor, channel="page", reason=reason):
        return service(decision, *given, version=decision.version if version is None else version)


def test_an_item_is_assigned_and_history_says_so(item, clerk, steward):
    decide(decisions.assign, item, clerk, actor=steward, reason="Knows them")
    decide(decisions.assign, item, None, actor=steward)
    assert list(QueueItem.objects.assigned_to(clerk)) == []
    changes = ChangeRecord.objects.filter(model="parties.queuedecision").order_by("pk")
    assert [
        (change.action, change.object_label, change.root_id, change.unit_id, change.changes, change.reason)
        for change in changes
    ] == [
        ("create", "A1", item.party_id, item.unit_id, None, "Knows them"),
        ("update", "A1", item.party_id, item.unit_id, {"assigned_to": [clerk.pk, None]}, ""),
    ]


def test_only_who_may_work_on_it_is_offered_and_taken(item, clerk, other_clerk, viewer, unit_a):
    away = UserFactory(username="away", roles=[roles.CLERK], units=[unit_a], is_active=False)
    assert list(decisions.assignable(item.unit_id)) == [clerk]
    assert list(decisions.assignable(None)) == [clerk, other_clerk]
    for person in (viewer, other_clerk, away):
        with pytest.raises(ValidationError) as refused:
            decide(decisions.assign, item, person)
        assert refused.value.message_dict == {"assigned_to": [f"{person} may not work on this."]}


def test_a_dismissed_item_leaves_the_queue_until_its_day(item, unit_a):
    made(new_customer("Other Ltd", new_site(unit_a, "SHIP_TO", line1="Kai 2"), number="B1"))
    decide(decisions.dismiss, item, LATER, "They order from May on.")
    rows = QueueItem.objects.filter(check_code="not-ready")
    assert [row.label for row in rows.open(TODAY)] == ["B1"]
    assert [row.label for row in rows.dismissed(TODAY)] == ["A1"]
    assert [row.label for row in rows.open(LATER).order_by("label")] == ["A1", "B1"]
    assert list(rows.dismissed(LATER)) == []


def test_a_dismissal_needs_a_day_to_come_and_a_reason(item):
    with pytest.raises(ValidationError) as refused:
        decide(decisions.dismiss, item, TODAY, "Later.")
    assert refused.value.message_dict == {"dismissed_until": ["Enter a day in the future."]}
    with pytest.raises(ValidationError) as refused:
        decide(decisions.dismiss, item, LATER, "")
    assert refused.value.message_dict == {"dismissal_reason": ["Say why it is dismissed."]}
    assert QueueDecision.objects.count() == 0


def test_a_dismissal_is_taken_back_once(item):
    decide(decisions.dismiss, item, LATER, "They order from May on.")
    decide(decisions.reopen, item)
    decision = QueueDecision.objects.get()
    assert (decision.dismissed_until, decision.dismissal_reason, decision.version) == (None, "", 2)
    with pytest.raises(ValidationError) as refused:
        decide(decisions.reopen, item)
    assert refused.value.messages == ["A1 is in the queue."]


@pytest.mark.rule("D-19")
def test_two_who_decide_differently_see_each_other(item, clerk, steward):
    decide(decisions.assign, item, clerk)
    first = decisions.decision_about(item)
    decide(decisions.assign, item, None)
    with pytest.raises(StaleRecord), work(actor=None, channel="page"):
        first.assigned_to = steward
        decisions._save(first, 1)


def test_what_is_wanting_again_finds_its_former_decision(item, clerk):
    decide(decisions.assign, item, clerk)
    QueueItem.objects.all().delete()
    assert list(QueueItem.objects.assigned_to(clerk)) == []
    again = QueueItem.objects.create(
        check_code=item.check_code,
        subject=item.subject,
        party=item.party,
        unit=item.unit,
        label="A1",
        url=item.url,
        found_at=item.found_at,
    )
    assert list(QueueItem.objects.assigned_to(clerk)) == [again]
    assert decisions.decision_about(again).assigned_to == clerk


def test_who_is_assigned_by_somebody_else_is_written_to(item, clerk, steward, monkeypatch):
    written = []
    monkeypatch.setattr(
        "core.mail.notify",
        lambda user, subject, template, context: written.append(
            (user, str(subject), render_to_string(f"{template}.txt", {**context, "user": user}, using="text"))
        ),
    )
    decide(decisions.assign, item, clerk, actor=clerk)
    decide(decisions.assign, item, None, actor=steward)
    assert written == []
    decide(decisions.assign, item, clerk, actor=steward)
    decide(decisions.assign, item, clerk, actor=steward)
    [(user, subject, text)] = written
    assert (user, subject) == (clerk, "A1: Not transaction-ready")
    assert f"{steward} asks you to look after A1 of Acme Harbour Ltd: Not transaction-ready." in text
    assert "/queue/?assigned=me" in text
