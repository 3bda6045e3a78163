"""Asking for a run, cancelling it, letting it go on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from core.jobs import AlreadyActive, Step, UnknownProgram, cancel, programs, resume, submit
from core.jobs.engine import execute
from core.models import JobRun
from core.work import work

pytestmark = pytest.mark.django_db


def test_a_run_is_handed_to_the_engine_when_the_transaction_commits(
    clerk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        run = submit("checkdata", actor=clerk)
        assert not DBTaskResult.objects.exists()
    [task] = DBTaskResult.objects.all()
    assert task.args_kwargs == {"args": [run.pk], "kwargs": {}}
    assert (run.state, run.requested_by, run.parameters) == ("waiting", clerk, {"model": ""})


def test_a_unit_of_work_that_fails_leaves_no_run_and_no_task(clerk, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        work(actor=clerk, channel="page"),
    ):
        submit("checkdata", actor=clerk)
        raise ZeroDivisionError
    assert (JobRun.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_run_knows_the_request_it_was_asked_in(clerk):
    with work(actor=clerk, channel="page", request_id="r-1"):
        run = submit("prune", actor=clerk)
    assert run.request_id == "r-1"


def test_wrong_parameters_are_refused():
    with pytest.raises(ValidationError, match=r"checkdata.* has no parameter"):
        submit("checkdata", {"colour": "red"})
    with pytest.raises(UnknownProgram):
        submit("nothing")
    assert not JobRun.objects.exists()


def test_one_run_of_a_program_at_a_time(django_capture_on_commit_callbacks):
    first = submit("checkdata")
    with pytest.raises(AlreadyActive) as refused:
        submit("checkdata")
    assert refused.value.messages == [
        "“Check data” is waiting or running already; only one run at a time is possible."
    ]
    submit("prune")
    JobRun.objects.filter(pk=first.pk).update(state="done")
    submit("checkdata")
    assert sorted(JobRun.objects.values_list("program", "state")) == [
        ("checkdata", "done"),
        ("checkdata", "waiting"),
        ("prune", "waiting"),
    ]


def test_the_database_refuses_a_second_active_run_itself():
    submit("checkdata")
    with pytest.raises(IntegrityError), transaction.atomic():
        JobRun.objects.create(program="checkdata", lane="checkdata")


def test_a_program_may_allow_many_runs(register):
    @register("many", title="Many", one_at_a_time=False)
    def many(run):
        yield Step()

    assert {submit(many).lane, submit(many).lane} == {""}


def test_a_run_that_waits_is_cancelled_at_once(marking, parties):
    run = cancel(submit("mark"))
    assert (run.state, run.ended_at is None) == ("cancelled", False)
    assert execute(run.pk) is False
    assert marking.names() == [f"Party {n}" for n in range(5)]


def test_a_run_under_way_is_cancelled_after_the_chunk_in_hand(marking, parties):
    run = submit("mark")
    marking.before = lambda number: cancel(run) if number == 2 else None
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("cancelled", 2)
    assert run.message == "Cancelled. What was done up to there is kept."
    assert marking.names() == ["Party 0!", "Party 1!", "Party 2", "Party 3", "Party 4"]


def test_a_run_that_is_over_can_not_be_cancelled(marking, parties):
    run = submit("mark")
    execute(run.pk)
    with pytest.raises(ValidationError) as refused:
        cancel(run)
    assert refused.value.messages == [f"Mark parties #{run.pk} is over already."]


def test_a_cancelled_run_goes_on_where_it_stopped(marking, parties):
    run = submit("mark")
    marking.before = lambda number: cancel(run) if number == 2 else None
    execute(run.pk)
    marking.before = lambda number: None
    run = resume(run)
    assert (run.state, run.cancel_requested, run.ended_at) == ("waiting", False, None)
    execute(run.pk)
    assert marking.names() == [f"Party {n}!" for n in range(5)]


def test_only_a_run_that_stopped_can_go_on(marking, parties):
    run = submit("mark")
    execute(run.pk)
    with pytest.raises(ValidationError) as refused:
        resume(run)
    assert refused.value.messages == [f"Mark parties #{run.pk} did not stop half-way; start a new run."]


def test_a_stopped_run_does_not_go_on_beside_another(marking):
    stopped = cancel(submit("mark"))
    submit("mark")
    with pytest.raises(AlreadyActive) as refused:
        resume(stopped)
    assert refused.value.messages == [
        "Another run of “Mark parties” is waiting or running; let it end first."
    ]


def test_a_run_of_a_program_that_is_no_more_fails_in_words(marking):
    run = submit("mark")
    programs._registry.pop("mark")
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", "There is no program “mark”.")


@pytest.fixture
def personal(register):
    """A program whose runs are for who asked for them alone."""

    @register(
        "own",
        title="Own",
        personal=True,
        one_at_a_time=False,
        follow_up=lambda given: [("Back", "/customers/")],
    )
    def own(run):
        yield Step(total=0)

    return own


def test_a_personal_run_exists_for_who_asked_for_it_alone(
    personal, clerk, clerk_client, administrator_client
):
    run = submit(personal, actor=clerk, start=False)
    theirs = submit(personal, actor=None, start=False)
    address = reverse("jobs:run", args=[run.pk])
    assert administrator_client.get(address).status_code == 404
    assert clerk_client.get(address).status_code == 200
    assert clerk_client.get(reverse("jobs:run", args=[theirs.pk])).status_code == 404
    listed = clerk_client.get(reverse("jobs:list")).context["regions"][0].table.data.data
    assert [row.pk for row in listed] == [run.pk]


def test_a_personal_run_is_cancelled_by_its_owner_and_leads_on_when_it_is_over(
    personal, marking, clerk, clerk_client
):
    run, common = submit(personal, actor=clerk, start=False), submit("mark", actor=clerk, start=False)
    sent = {"version": 1}
    assert clerk_client.post(reverse("jobs:cancel", args=[common.pk]), sent).status_code == 403
    assert clerk_client.post(reverse("jobs:cancel", args=[run.pk]), sent).status_code == 302
    page = clerk_client.get(reverse("jobs:run", args=[run.pk]))
    assert page.context["record"].state == "cancelled"
    assert [str(action.label) for action in page.context["header"].actions] == ["Go on", "Back"]
