"""The program that looks through the steward's queue (R-267)."""

import pytest

from core.jobs import submit
from core.jobs.engine import execute
from parties import jobs
from parties.models import QueueItem
from tests.customers.builders import made, new_customer, new_site

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-267")]


def test_it_adds_what_is_missing_and_takes_away_what_is_not_so(monkeypatch, unit_a):
    monkeypatch.setattr(jobs, "AT_A_TIME", 2)
    parties = [
        made(new_customer(f"Bare {number} Ltd", new_site(unit_a, line1=f"Kai {number}"), number=f"B{number}"))
        for number in range(3)
    ]
    QueueItem.objects.filter(party=parties[0]).delete()
    QueueItem.objects.filter(party=parties[1]).update(subject="account:0")
    run = submit("queue", {}, start=False)
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.total, run.counts) == ("done", 3, 3, {"added": 2, "gone": 1})
    assert sorted(QueueItem.objects.values_list("label", "party__name")) == [
        ("B0", "Bare 0 Ltd"),
        ("B1", "Bare 1 Ltd"),
        ("B2", "Bare 2 Ltd"),
    ]
