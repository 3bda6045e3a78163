"""Schedules in the set-up."""

import pytest
from django.utils import timezone

from core.models import Job

pytestmark = pytest.mark.django_db

SENT = {
    "program": "prune",
    "parameters": "{}",
    "schedule": "0 4 * * *",
    "time_zone": "Europe/Berlin",
    "enabled": "on",
}


@pytest.fixture
def nightly(db):
    job = Job.objects.get(program="prune")
    Job.objects.filter(pk=job.pk).update(next_at=timezone.now())
    return job


def address(job, page="change"):
    return f"/admin/core/job/{job.pk}/{page}/"


def test_an_administrator_changes_a_schedule_and_it_is_reckoned_anew(administrator_client, nightly):
    administrator_client.post(address(nightly), SENT)
    nightly.refresh_from_db()
    assert (nightly.schedule, nightly.time_zone, nightly.next_at) == ("0 4 * * *", "Europe/Berlin", None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"schedule": "0 25 * * *"}, "The schedule “0 25 * * *” cannot be read (Bad hour)."),
        ({"time_zone": "Mars/Olympus"}, "There is no time zone “Mars/Olympus”."),
        ({"parameters": '{"colour": 1}'}, "The program “prune” has no parameter “colour”."),
        ({"parameters": "1"}, "Write parameters in braces, as names with values; {} for none."),
        ({"parameters": '["colour"]'}, "Write parameters in braces, as names with values; {} for none."),
        ({"parameters": "null"}, "Write parameters in braces, as names with values; {} for none."),
        ({"program": "gone"}, "Select a valid choice. gone is not one of the available choices."),
    ],
)
def test_a_schedule_that_can_not_run_is_refused(administrator_client, nightly, wrong, message):
    answer = administrator_client.post(address(nightly), {**SENT, **wrong})
    assert message in answer.text
    nightly.refresh_from_db()
    assert nightly.schedule == "15 3 * * *"


def test_a_schedule_is_switched_off_and_not_deleted(administrator_client, nightly):
    assert administrator_client.post(address(nightly, "delete"), {"post": "yes"}).status_code == 403
    administrator_client.post(
        address(nightly), {key: value for key, value in SENT.items() if key != "enabled"}
    )
    nightly.refresh_from_db()
    assert nightly.enabled is False


@pytest.mark.parametrize("persona", ["viewer", "clerk", "steward", "auditor"])
def test_nobody_else_changes_a_schedule(request, persona, nightly):
    client = request.getfixturevalue(f"{persona}_client")
    assert client.post(address(nightly), SENT).status_code in (302, 403)
    nightly.refresh_from_db()
    assert nightly.schedule == "15 3 * * *"
