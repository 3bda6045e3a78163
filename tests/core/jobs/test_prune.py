"""The program `prune`: what is past its time goes, what is not stays."""

import datetime
import os

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.jobs import prune, submit
from core.jobs.engine import execute
from core.models import ChangeRecord, FormToken, JobRun, StoredFile, WorkerHeartbeat
from tests.factories import PartyDocumentFactory, stored_file

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def aged(model, column, ages, make):
    """Rows of these ages, named by them."""
    for name, age in ages.items():
        row = make(name)
        model.objects.filter(pk=row.pk).update(**{column: timezone.now() - age})


@pytest.fixture
def rows(clerk):
    """Of every kind one that is just kept and one that is not."""
    near, far = {"kept": 0.9 * DAY, "gone": 1.1 * DAY}, {"kept": 89 * DAY, "gone": 91 * DAY}
    aged(
        FormToken,
        "created_at",
        near,
        lambda name: FormToken.objects.create(token=name, user=clerk, digest="d", result_url="/"),
    )
    aged(
        Session,
        "expire_date",
        {"kept": -DAY, "gone": DAY / 24},
        lambda name: Session.objects.create(session_key=name, session_data="", expire_date=timezone.now()),
    )
    aged(
        AccessAttempt,
        "attempt_time",
        near,
        lambda name: AccessAttempt.objects.create(username=name, failures_since_start=1),
    )
    aged(
        WorkerHeartbeat, "at", near, lambda name: WorkerHeartbeat.objects.create(name=name, at=timezone.now())
    )
    aged(
        DBTaskResult,
        "enqueued_at",
        far,
        lambda name: DBTaskResult.objects.create(
            task_path=name, args_kwargs={}, backend_name="default", run_after=timezone.now()
        ),
    )
    aged(JobRun, "ended_at", far, lambda name: JobRun.objects.create(program=name, state="done"))


def names():
    return {
        "tokens": list(FormToken.objects.values_list("token", flat=True)),
        "sessions": list(Session.objects.values_list("session_key", flat=True)),
        "attempts": list(AccessAttempt.objects.values_list("username", flat=True)),
        "beats": list(WorkerHeartbeat.objects.values_list("name", flat=True)),
        "tasks": list(DBTaskResult.objects.values_list("task_path", flat=True)),
        "runs": list(JobRun.objects.exclude(program="prune").values_list("program", flat=True)),
    }


def test_what_is_past_its_time_goes_and_the_rest_stays(rows):
    changes = ChangeRecord.objects.count()
    run = submit("prune", start=False)
    execute(run.pk)
    run.refresh_from_db()
    assert names() == {key: ["kept"] for key in names()}
    assert run.counts == {
        "form_tokens": 1,
        "sessions": 1,
        "attempts": 1,
        "tasks": 1,
        "runs": 1,
        "heartbeats": 1,
    }
    assert (run.state, run.total, run.done, run.message) == ("done", 6, 6, "")
    assert ChangeRecord.objects.count() == changes, "business history is never pruned"


def test_many_rows_go_in_several_transactions(clerk, monkeypatch):
    monkeypatch.setattr(prune, "AT_A_TIME", 2)
    old = timezone.now() - 2 * DAY
    for number in range(5):
        FormToken.objects.create(token=str(number), user=clerk, digest="d", result_url="/")
    FormToken.objects.update(created_at=old)
    run = submit("prune", start=False)
    chunks = list(prune.prune.start(prune.Run(run.pk, {}, None, {}, None)))
    assert [step.counts for step in chunks] == [
        {},
        {"form_tokens": 2},
        {"form_tokens": 2},
        {"form_tokens": 1},
    ]


def test_the_last_sign_of_a_worker_is_kept_so_that_its_silence_shows():
    for name, age in {"older": 9 * DAY, "last": 8 * DAY}.items():
        WorkerHeartbeat.objects.create(name=name, at=timezone.now() - age)
    execute(submit("prune", start=False).pk)
    assert list(WorkerHeartbeat.objects.values_list("name", flat=True)) == ["last"]


def test_nothing_to_do_is_said():
    run = submit("prune", start=False)
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.message) == ("done", "There was nothing to clean up.")


@pytest.fixture
def storage(settings, tmp_path):
    """A folder of its own, so that what other tests stored is not looked at."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


def stored(name, age, **values):
    file = stored_file(name.encode(), name=name)
    StoredFile.objects.filter(pk=file.pk).update(stored_at=timezone.now() - age, **values)
    return StoredFile.objects.get(pk=file.pk)


def contents(folder):
    return sorted(path.read_text() for path in folder.rglob("*") if path.is_file())


@pytest.mark.rule("R-264")
def test_files_that_nothing_refers_to_and_expired_ones_go_row_and_bytes(
    storage, django_capture_on_commit_callbacks
):
    now = timezone.now()
    kept = PartyDocumentFactory(file=stored("document", 9 * DAY))
    stored("document that has a time", 9 * DAY, expires_at=now - DAY)
    PartyDocumentFactory(file=StoredFile.objects.get(name="document that has a time"))
    stored("upload under way", 0.9 * DAY)
    stored("upload that failed", 1.1 * DAY)
    stored("export", 9 * DAY, expires_at=now + DAY)
    stored("old export", 9 * DAY, expires_at=now - DAY / 24)
    run = submit("prune", start=False)
    with django_capture_on_commit_callbacks(execute=True):
        execute(run.pk)
    run.refresh_from_db()
    left = ["document", "document that has a time", "export", "upload under way"]
    assert sorted(StoredFile.objects.values_list("name", flat=True)) == contents(storage) == left
    assert (run.counts, run.total, run.done) == ({"files": 2}, 2, 2)
    assert kept.file.name == "document"


@pytest.mark.rule("R-264")
def test_bytes_that_never_got_a_row_go_after_a_day(storage, django_capture_on_commit_callbacks):
    stored("known", 9 * DAY)
    PartyDocumentFactory(file=StoredFile.objects.get())
    folder = storage / "files" / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    long_ago = (timezone.now() - 1.1 * DAY).timestamp()
    for name in ("old", "new"):
        (folder / name).write_text(name)
    for path in [folder / "old", *storage.rglob(StoredFile.objects.get().path.rpartition("/")[2])]:
        os.utime(path, (long_ago, long_ago))
    with django_capture_on_commit_callbacks(execute=True):
        execute(submit("prune", start=False).pk)
    assert contents(storage) == ["known", "new"]


def test_bytes_stay_when_the_rows_could_not_go(storage):
    """Negative control: nothing is taken out of the storage before the commit."""
    stored("upload that failed", 1.1 * DAY)
    execute(submit("prune", start=False).pk)
    assert contents(storage) == ["upload that failed"]
