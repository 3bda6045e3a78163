"""Starting a program from its page."""

import re

import pytest
from django_tasks_db.models import DBTaskResult

from core.jobs import submit
from core.models import JobRun
from tests.core.pages.markup import hidden, rows

pytestmark = pytest.mark.django_db


def facts(response):
    """Labels and values of the page."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.text, re.DOTALL)
    return {label: value.strip() for label, value in found}


def test_starting_a_program_makes_a_run_and_hands_it_to_the_worker(
    steward_client, steward, django_capture_on_commit_callbacks
):
    token = hidden(steward_client.get("/jobs/start/checkdata/"), "form_token")
    sent = {"form_token": token, "model": "parties.party"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = steward_client.post("/jobs/start/checkdata/", sent)
    run = JobRun.objects.get()
    assert answer.url == f"/jobs/{run.pk}/"
    assert (run.program, run.parameters, run.requested_by) == (
        "checkdata",
        {"model": "parties.party"},
        steward,
    )
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[run.pk]]
    page = steward_client.get(answer.url)
    assert f"Check data #{run.pk} was started." in page.text
    assert facts(page)["Kind of Record"] == "Customers"

    again = steward_client.post("/jobs/start/checkdata/", sent)
    assert (again.url, JobRun.objects.count()) == (answer.url, 1), "the same form twice makes one run"


def test_a_program_without_parameters_is_started_by_one_button(steward_client):
    token = hidden(steward_client.get("/jobs/start/prune/"), "form_token")
    steward_client.post("/jobs/start/prune/", {"form_token": token})
    assert [run.program for run in JobRun.objects.all()] == ["prune"]


def test_a_second_run_is_refused_in_words_and_nothing_is_lost(steward_client):
    submit("checkdata", start=False)
    token = hidden(steward_client.get("/jobs/start/checkdata/"), "form_token")
    answer = steward_client.post("/jobs/start/checkdata/", {"form_token": token, "model": "core.user"})
    assert "“Check data” is waiting or running already" in answer.text
    assert '<option value="core.user" selected>' in answer.text
    assert JobRun.objects.count() == 1


def test_a_wrong_parameter_is_refused(steward_client):
    token = hidden(steward_client.get("/jobs/start/checkdata/"), "form_token")
    answer = steward_client.post("/jobs/start/checkdata/", {"form_token": token, "model": "x.y"})
    assert "Select a valid choice" in answer.text
    assert not JobRun.objects.exists()


@pytest.mark.parametrize("program", ["gone", "inside"])
def test_what_is_no_program_of_the_page_is_not_there(steward_client, register, program):
    register("inside", title="Inside", from_page=False)(lambda run: iter(()))
    assert steward_client.get(f"/jobs/start/{program}/").status_code == 404


def test_a_clerk_starts_nothing(clerk_client):
    assert rows(clerk_client.get("/jobs/start/")) == [[("empty", "There is no program that you may start.")]]
    assert "Start a program" not in clerk_client.get("/jobs/").text
    clerk_client.post("/jobs/start/prune/", {"form_token": "t"})
    assert not JobRun.objects.exists()
