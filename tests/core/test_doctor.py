"""manage.py doctor: a sound installation is called sound, and each fault that is planted is found."""

import datetime
import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core import clock, doctor, health
from core.jobs import submit
from core.models import Job, WorkerHeartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker_that_is_alive(db):
    WorkerHeartbeat.objects.create(name="w1", at=timezone.now())


def faults():
    """What is wrong, by check."""
    return {answer.check: answer.finding for answer in doctor.examine() if answer.state == doctor.WRONG}


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def examined(*arguments):
    """The output of the command and its exit code."""
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_a_sound_installation_is_sound():
    assert [(answer.check, answer.state, answer.remedy) for answer in doctor.examine()] == [
        ("Migrations", "ok", ""),
        ("Database rules", "ok", ""),
        ("History", "ok", ""),
        ("Number series", "ok", ""),
        ("Extensions", "ok", ""),
        ("Roles", "ok", ""),
        ("Background worker", "ok", ""),
        ("Mail", "ok", ""),
        ("Languages", "ok", ""),
        ("Schedules", "ok", ""),
        ("Clock", "ok", ""),
        ("Files", "ok", ""),
    ]


def test_a_migration_that_is_not_applied_is_found_and_ends_the_examination():
    MigrationRecorder(connection).migration_qs.filter(app="core").delete()
    answers = doctor.examine()
    assert [(answer.check, answer.state) for answer in answers] == [("Migrations", "wrong")]
    assert answers[0].finding == "The program is newer than the database."
    assert answers[0].remedy == "Run manage.py migrate."


@pytest.mark.sqlite
def test_a_missing_database_rule_is_found_on_sqlite():
    execute('DROP TRIGGER "parties_usage_no_overlap_insert"')
    assert faults() == {
        "Database rules": "Missing: parties_usage_no_overlap_insert (1). Wrong data can get in."
    }


@pytest.mark.postgres
def test_a_missing_database_rule_is_found_on_postgresql():
    execute('ALTER TABLE parties_partyusage DROP CONSTRAINT "parties_usage_no_overlap"')
    assert faults() == {"Database rules": "Missing: parties_usage_no_overlap (1). Wrong data can get in."}


@pytest.mark.sqlite
def test_history_that_can_be_changed_is_found_on_sqlite():
    execute('DROP TRIGGER "core_changerecord_append_only_update"')
    assert faults() == {
        "History": "Triggers missing or switched off: core_changerecord_append_only_update (1). "
        "It can be changed."
    }


@pytest.mark.postgres
@pytest.mark.parametrize(
    "trigger", ["core_changerecord_append_only", "core_changerecord_append_only_truncate"]
)
@pytest.mark.parametrize("fault", ["DISABLE TRIGGER", "DROP TRIGGER"])
def test_history_that_can_be_changed_is_found_on_postgresql(trigger, fault):
    if fault == "DROP TRIGGER":
        execute(f'DROP TRIGGER "{trigger}" ON core_changerecord')
    else:
        execute(f'ALTER TABLE core_changerecord DISABLE TRIGGER "{trigger}"')
    assert faults() == {"History": f"Triggers missing or switched off: {trigger} (1). It can be changed."}


@pytest.mark.postgres
def test_a_missing_sequence_is_found():
    execute("DROP SEQUENCE registrar_account_number")
    assert faults() == {
        "Number series": "Sequences missing: account_number (1). Records that draw from them cannot be made."
    }


@pytest.mark.postgres
def test_a_missing_extension_is_found():
    execute("DROP EXTENSION btree_gist CASCADE")
    found = faults()
    assert found["Extensions"] == "Missing: btree_gist (1)."
    assert "parties_usage_no_overlap" in found["Database rules"]


@pytest.mark.parametrize("fault", ["taken", "given", "gone"])
def test_a_role_that_is_out_of_step_is_found(fault):
    clerks = Group.objects.get(name="Clerk")
    if fault == "taken":
        clerks.permissions.remove(clerks.permissions.get(codename="change_party"))
    elif fault == "given":
        clerks.permissions.add(Permission.objects.get(codename="delete_party"))
    else:
        clerks.delete()
    assert faults() == {"Roles": "With other permissions than they should have: Clerk (1)."}


def test_a_worker_that_fell_silent_while_work_waits_is_found():
    WorkerHeartbeat.objects.update(at=timezone.now() - datetime.timedelta(hours=1))
    assert faults() == {}
    submit("prune")
    assert faults() == {"Background worker": "It has been silent for some time. Runs that wait for it: 1."}


def test_an_installation_without_a_worker_is_told_so_and_only_that(settings):
    WorkerHeartbeat.objects.all().delete()
    [note] = [answer for answer in doctor.examine() if answer.state == doctor.NOTE]
    assert (note.finding, note.remedy) == ("None was ever seen.", "Start manage.py worker.")
    assert faults() == {}
    settings.REQUIRE_WORKER = True
    assert faults() == {"Background worker": "None was ever seen."}


def test_an_installation_that_sends_no_mail_is_told_so_and_only_that(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    [note] = [answer for answer in doctor.examine() if answer.state == doctor.NOTE]
    assert (note.check, note.remedy) == ("Mail", "Name a mail server in EMAIL_URL.")


def test_a_translation_that_is_not_compiled_is_found(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "de/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "de/LC_MESSAGES/django.po").write_text("")
    assert faults()["Languages"].endswith("not compiled: de (1).")


@pytest.mark.parametrize(
    "values", [{"program": "gone"}, {"schedule": "61 * * * *"}, {"time_zone": "Mars/Olympus"}]
)
def test_a_schedule_that_can_never_run_is_found(values):
    job = Job.objects.create(**{"program": "prune", "schedule": "0 3 * * *", **values})
    assert faults() == {"Schedules": f"Can never run: {job} (1)."}
    Job.objects.filter(pk=job.pk).update(enabled=False)
    assert faults() == {}


def test_a_clock_that_is_wrong_is_found(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: timezone.now() + datetime.timedelta(minutes=2))
    assert faults() == {"Clock": "This machine and the database differ by 120 seconds."}


def test_a_storage_that_takes_no_file_is_found(settings, tmp_path):
    (tmp_path / "files").write_text("A file stands where the folder should be.")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    assert faults() == {"Files": "The folder cannot be written to. Uploads and exports fail."}


def test_a_database_that_does_not_answer_is_said_without_its_words(monkeypatch):
    def down():
        raise OperationalError("could not connect as secret")

    monkeypatch.setattr(health, "migrations_state", down)
    answers = doctor.examine()
    assert [(answer.check, answer.finding) for answer in answers] == [
        ("Migrations", "The database does not answer (OperationalError).")
    ]


def test_the_command_is_content_with_a_sound_installation():
    text, code = examined()
    assert code == 0
    assert text.splitlines()[0] == "ok     Migrations: All are applied."
    assert len(text.splitlines()) == len(doctor.CHECKS)


def test_the_command_says_what_to_do_and_fails():
    Group.objects.get(name="Clerk").delete()
    text, code = examined()
    assert code == 1
    assert (
        "WRONG  Roles: With other permissions than they should have: Clerk (1).\n       -> Run manage.py migrate."
        in text
    )


def test_the_command_answers_a_monitor_in_json():
    Group.objects.get(name="Clerk").delete()
    text, code = examined("--json")
    assert code == 1
    assert [answer["check"] for answer in json.loads(text) if answer["state"] == "wrong"] == ["Roles"]
