"""run_job and checkdata in the terminal."""

from io import StringIO

import pytest
from django import forms
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from core.guard import allowed
from core.jobs import Step, submit
from core.models import JobRun
from parties.models import Party
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def greeting(register):
    @register(
        "greeting",
        title="Greeting",
        counts={"greeted": "Greeted"},
        parameters={"the_name": forms.CharField(), "loud": forms.BooleanField(required=False)},
    )
    def greet(run):
        yield Step(counts={"greeted": 2})
        name = run.parameters["the_name"]
        return f"Hello {name.upper() if run.parameters['loud'] else name}."


def test_a_program_runs_in_the_terminal_with_its_parameters(greeting):
    assert said("run_job", "greeting", "--the-name=Ada", "--loud") == "Greeted: 2\nDone. Hello ADA.\n"
    run = JobRun.objects.get()
    assert (run.state, run.parameters, run.requested_by) == ("done", {"the_name": "Ada", "loud": True}, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["greeting"], "the_name: This field is required."),
        (["greeting", "--name=Ada", "--the-name=B"], "The program “greeting” has no parameter “name”"),
        (["greeting", "Ada"], "Write parameters as --name=value, not Ada."),
        (["gone"], "There is no program “gone”. There are: "),
    ],
)
def test_what_can_not_start_is_said_and_leaves_no_run(greeting, arguments, message):
    with pytest.raises(CommandError) as refused:
        said("run_job", *arguments)
    assert message in str(refused.value)
    assert not JobRun.objects.exists()


def test_a_second_run_at_the_same_time_is_refused():
    submit("prune", start=False)
    with pytest.raises(CommandError, match="only one run at a time is possible"):
        said("run_job", "prune")


def test_a_program_that_fails_makes_the_command_fail(register):
    @register("failing", title="Failing")
    def failing(run):
        yield Step()
        raise ZeroDivisionError

    with pytest.raises(CommandError, match="Failed"):
        said("run_job", "failing")


def test_checkdata_is_content_with_sound_data():
    PartyFactory()
    assert said("checkdata", "--model=parties.party") == "Records checked: 1\nProblems: 0\nNotes: 0\nDone.\n"


def test_checkdata_names_what_is_wrong_and_fails():
    party = PartyFactory(name="Harbour Works Ltd")
    with allowed():
        QuerySet(Party).filter(pk=party.pk).update(name_key="x")
    out = StringIO()
    with pytest.raises(CommandError, match="The data is not as it should be"):
        call_command("checkdata", stdout=out)
    assert out.getvalue().splitlines()[0] == (
        "problem  Harbour Works Ltd: name: is not stored in the form that saving would give it."
    )


def test_checkdata_refuses_a_kind_of_record_that_there_is_not():
    with pytest.raises(CommandError, match="model: Select a valid choice"):
        said("checkdata", "--model=parties.nothing")
