"""The pages of background work: who sees what, what they start, how a run shows its progress."""

import datetime
import re

import pytest
from django.utils import timezone

from core.jobs import submit
from core.jobs.engine import execute
from core.models import Job, JobRun
from tests.core.pages.markup import columns, rows
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 7
RUN_QUERIES = 7


def ran(program="prune", actor=None, **values):
    """A run with these values, as if it had come that far."""
    run = submit(program, actor=actor, start=False)
    values = {"state": "done", "lane": "", **values}
    JobRun.objects.filter(pk=run.pk).update(**values)
    run.refresh_from_db()
    return run


def facts(response):
    """Labels and values of the page."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.text, re.DOTALL)
    return {label: value.strip() for label, value in found}


def test_the_list_tells_of_every_run_newest_first(steward_client, steward):
    start = timezone.now()
    first = ran(counts={"sessions": 1200}, started_at=start, ended_at=start + datetime.timedelta(seconds=75))
    second = ran("checkdata", steward, state="running", total=3000, done=1200, counts={"checked": 1200})
    answer = steward_client.get("/jobs/")
    shown = [[text for _kind, text in row] for row in rows(answer)]
    assert ["Clean up", "15 3 * * *", "UTC", "–"] in shown[2:]
    assert [[*row[:3], *row[4:]] for row in shown[:2]] == [
        [f"Check data #{second.pk}", "Running", str(steward), "1,200 of 3,000", "–", "Records checked 1,200"],
        [f"Clean up #{first.pk}", "Done", "System", "–", "1 min 15 s", "Sessions 1,200"],
    ]


def test_who_may_not_start_checkdata_does_not_see_its_runs(clerk_client, auditor_client, steward_client):
    """They name records of other operating units (trust rule 9)."""
    hidden_run = ran("checkdata", problems=[{"kind": "problem", "where": "Secret Ltd", "text": "x"}])
    seen = ran()
    for client, expected in (
        (clerk_client, [f"Clean up #{seen.pk}"]),
        (auditor_client, [f"Clean up #{seen.pk}"]),
        (steward_client, [f"Clean up #{seen.pk}", f"Check data #{hidden_run.pk}"]),
    ):
        assert columns(client.get("/jobs/"), "key") == expected
        assert ("Secret Ltd" in client.get(f"/jobs/{hidden_run.pk}/").text) is (len(expected) == 2)
    offered = re.findall(r'<option value="(\w+)"', clerk_client.get("/jobs/").text)
    assert "prune" in offered
    assert "checkdata" not in offered


@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        ("viewer", {"list": 403, "programs": 403, "start": 403, "run": 403, "hidden": 404, "cancel": 403}),
        ("clerk", {"list": 200, "programs": 200, "start": 403, "run": 200, "hidden": 404, "cancel": 403}),
        ("auditor", {"list": 200, "programs": 200, "start": 403, "run": 200, "hidden": 404, "cancel": 403}),
        ("steward", {"list": 200, "programs": 200, "start": 200, "run": 200, "hidden": 200, "cancel": 200}),
        (
            "administrator",
            {"list": 200, "programs": 200, "start": 200, "run": 200, "hidden": 200, "cancel": 200},
        ),
    ],
)
def test_who_may_open_what(request, persona, expected):
    client = request.getfixturevalue(f"{persona}_client")
    seen, secret = ran(state="waiting"), ran("checkdata")
    addresses = {
        "list": "/jobs/",
        "programs": "/jobs/start/",
        "start": "/jobs/start/prune/",
        "run": f"/jobs/{seen.pk}/",
        "hidden": f"/jobs/{secret.pk}/",
        "cancel": f"/jobs/{seen.pk}/cancel/",
    }
    if persona == "viewer":
        # A viewer sees no runs at all, so one is not there for him.
        expected = {**expected, "run": 404, "cancel": 404}
    assert {name: client.get(url).status_code for name, url in addresses.items()} == expected


@pytest.mark.parametrize("query", ["?state=failed", "?program=prune", "?state=failed&program=prune"])
def test_the_list_is_filtered_by_state_and_program(steward_client, query):
    failed = ran(state="failed")
    done = ran()
    ran("checkdata")
    expected = (
        [f"Clean up #{done.pk}", f"Clean up #{failed.pk}"]
        if "state" not in query
        else [f"Clean up #{failed.pk}"]
    )
    assert columns(steward_client.get("/jobs/" + query), "key") == expected


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_many_queries_for_three_runs_as_for_one(
    steward_client, steward, count, django_assert_num_queries
):
    for _number in range(count):
        ran(actor=steward)
    steward_client.get("/jobs/")
    with django_assert_num_queries(LIST_QUERIES):
        answer = steward_client.get("/jobs/")
    assert len(rows(answer)) == count + Job.objects.filter(enabled=True).count()


@pytest.mark.parametrize("count", [1, 3])
def test_a_run_costs_as_many_queries_for_three_problems_as_for_one(
    steward_client, count, django_assert_num_queries
):
    parties = [PartyFactory(name=f"Harbour {number}") for number in range(count)]
    problems = [
        {"kind": "problem", "where": party.name, "text": "x", "model": "parties.party", "pk": party.pk}
        for party in parties
    ]
    run = ran("checkdata", problems=problems, counts={"checked": 9, "problems": count, "notes": 0})
    steward_client.get(f"/jobs/{run.pk}/")
    with django_assert_num_queries(RUN_QUERIES):
        answer = steward_client.get(f"/jobs/{run.pk}/")
    shown = [[text for _kind, text in row] for row in rows(answer)]
    assert shown == [["Problem", party.name, "x"] for party in parties]
    assert [f'href="{party.get_absolute_url()}"' in answer.text for party in parties] == [True] * count


def test_a_run_under_way_shows_how_far_it_is_and_asks_again(steward_client):
    start = timezone.now() - datetime.timedelta(minutes=10)
    run = ran(state="running", total=400, done=100, counts={"sessions": 100}, started_at=start)
    page = steward_client.get(f"/jobs/{run.pk}/")
    assert '<progress aria-labelledby="run-progress-title" value="100" max="400">' in page.text
    assert f'hx-get="/jobs/{run.pk}/?state=running" hx-trigger="every 2s"' in page.text
    shown = facts(page)
    assert (shown["Done"], shown["Sessions"]) == ("100 of 400", "100")
    assert (shown["Duration"][:6], shown["Time left, about"][:6]) == ("10 min", "30 min")


def asked_for_progress(client, run, state):
    headers = {"HX-Request": "true", "HX-Target": "run-progress"}
    return client.get(f"/jobs/{run.pk}/?state={state}", headers=headers)


def test_the_progress_alone_is_answered_and_the_page_is_renewed_when_the_state_is_another(steward_client):
    run = ran(state="running", total=4, done=1)
    answer = asked_for_progress(steward_client, run, "running")
    assert answer.text.lstrip().startswith('<section class="card" id="run-progress"')
    assert "HX-Refresh" not in answer
    assert asked_for_progress(steward_client, run, "waiting")["HX-Refresh"] == "true"
    execute(run.pk)
    JobRun.objects.filter(pk=run.pk).update(state="done", message="All done.")
    assert asked_for_progress(steward_client, run, "running")["HX-Refresh"] == "true"
    page = steward_client.get(f"/jobs/{run.pk}/")
    assert "All done." in page.text
    assert 'hx-trigger="every 2s"' not in page.text


def test_a_run_is_cancelled_by_post_only(steward_client):
    run = ran(state="running", total=4, done=1)
    assert "What it has done is kept: 1 of 4." in steward_client.get(f"/jobs/{run.pk}/cancel/").text
    run.refresh_from_db()
    assert run.cancel_requested is False
    answer = steward_client.post(f"/jobs/{run.pk}/cancel/", {"version": 1})
    assert answer.url == f"/jobs/{run.pk}/"
    run.refresh_from_db()
    assert run.cancel_requested is True
    page = steward_client.get(f"/jobs/{run.pk}/")
    assert "Cancelling" in page.text
    assert f"/jobs/{run.pk}/cancel/" not in page.text


def test_cancelling_what_is_over_is_refused_in_words(steward_client):
    run = ran()
    answer = steward_client.post(f"/jobs/{run.pk}/cancel/", {"version": 1})
    assert f"Clean up #{run.pk} is over already." in answer.text


def test_a_failed_run_goes_on(steward_client):
    run = ran(state="failed", message="The disk was full.", ended_at=timezone.now())
    page = steward_client.get(f"/jobs/{run.pk}/")
    assert "The disk was full." in page.text
    assert f'href="/jobs/{run.pk}/resume/"' in page.text
    assert 'href="/jobs/start/prune/"' in page.text
    steward_client.post(f"/jobs/{run.pk}/resume/", {"version": 1})
    run.refresh_from_db()
    assert (run.state, run.message) == ("waiting", "")


def test_a_clerk_sees_no_button_that_he_may_not_press(clerk_client):
    run = ran(state="failed")
    page = clerk_client.get(f"/jobs/{run.pk}/")
    assert f"Clean up #{run.pk}" in page.text
    assert re.findall(r'href="/jobs/[^"?]+"', page.text) == []


def test_the_run_of_a_program_that_is_no_more_is_seen_by_nobody(steward_client):
    run = ran()
    JobRun.objects.filter(pk=run.pk).update(program="gone")
    assert steward_client.get(f"/jobs/{run.pk}/").status_code == 404
