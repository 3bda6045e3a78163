"""What a connection is told when it opens, seen from the database's side."""

import pytest
from django.conf import settings
from django.db import connection, transaction

from config.databases import options_for


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_requests_are_not_wrapped_in_transactions():
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_waits_for_writers_and_keeps_foreign_keys():
    assert ask("PRAGMA busy_timeout") == 20_000
    assert ask("PRAGMA foreign_keys") == 1


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_takes_the_write_lock_when_a_transaction_begins():
    with transaction.atomic():
        assert connection.connection.in_transaction
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_sqlite_file_has_a_write_ahead_log(tmp_path):
    from django.db.backends.sqlite3.base import DatabaseWrapper

    given = connection.settings_dict | {"NAME": str(tmp_path / "one.sqlite3")}
    other = DatabaseWrapper(
        given | {"OPTIONS": options_for(given, lock_timeout=1, statement_timeout=1)["OPTIONS"]}
    )
    with other.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"
    other.close()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_gives_up_on_locks_and_statements_that_take_too_long():
    limits = [ask(f"SHOW {name}") for name in ("lock_timeout", "statement_timeout")]
    assert [*limits, ask("SHOW idle_in_transaction_session_timeout")] == ["5s", "30s", "1min"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_gets_statements_with_their_parameters_bound():
    assert connection.settings_dict["OPTIONS"]["server_side_binding"] is False
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True


def test_limits_and_options_of_the_address_are_kept():
    database = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require"}}
    options = options_for(database, lock_timeout=10, statement_timeout=20)["OPTIONS"]
    assert options["sslmode"] == "require"
    assert "-c lock_timeout=10 -c statement_timeout=20" in options["options"]


def test_the_base_settings_use_them():
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
