"""Who asked for a run is told that it is over, when it took long or was an export, and if he wants that."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.jobs import Step, submit
from core.jobs.engine import execute
from core.models import JobRun
from tests.factories import UserFactory, UserPreferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return UserFactory(username="asker", first_name="Ada", last_name="Asker", email="ada@example.com")


@pytest.fixture
def told(register, asker, django_capture_on_commit_callbacks):
    """Execute a run that has been under way for so long; answers the mails: (subject, text)."""

    def run(*, minutes=2, actor=asker, fails=False, cancel=False, **options):
        def work_on(run):
            yield Step(total=1, done=1, counts={"rows": 1200})
            if fails:
                raise ValueError
            return "All is well."

        code = f"told-{minutes}-{fails}-{cancel}-{sorted(options)}"
        register(code, title="Long work", counts={"rows": "Rows"}, **options)(work_on)
        asked = submit(code, actor=actor, start=False)
        started = timezone.now() - datetime.timedelta(minutes=minutes)
        JobRun.objects.filter(pk=asked.pk).update(started_at=started, cancel_requested=cancel)
        with django_capture_on_commit_callbacks(execute=True):
            execute(asked.pk)
        tasks = DBTaskResult.objects.filter(task_path="core.mail.deliver")
        return asked, [task.args_kwargs["args"][1:] for task in tasks]

    return run


def test_the_mail_says_what_came_out_and_where(told):
    run, [[subject, text]] = told()
    assert subject == f"Long work #{run.pk}: Done"
    assert text.startswith(f"Hello Ada Asker,\n\nLong work #{run.pk}, which you asked for, is over since ")
    for line in ("All is well.", "Rows: 1,200", f"http://localhost:8000/jobs/{run.pk}/"):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize(
    "given, subjects",
    [
        ({"minutes": 0}, []),
        ({"minutes": 0, "told_always": True}, ["Done"]),
        ({"fails": True}, ["Failed"]),
        ({"cancel": True}, []),
        ({"actor": None}, []),
    ],
)
def test_who_is_told_of_what(told, given, subjects):
    _run, mails = told(**given)
    assert [subject.rpartition(": ")[2] for subject, _text in mails] == subjects


def test_who_wants_no_notices_gets_none(told, asker):
    UserPreferenceFactory(user=asker, mail_notices=False)
    assert told()[1] == []


def test_a_run_is_written_in_the_language_of_who_asked(told, asker):
    UserPreferenceFactory(user=asker, date_format="ISO", time_zone="Asia/Tokyo")
    run, [[_subject, text]] = told()
    ended = JobRun.objects.get(pk=run.pk).ended_at + datetime.timedelta(hours=9)
    assert f"is over since {ended:%Y-%m-%d, %H:%M}: Done." in text
