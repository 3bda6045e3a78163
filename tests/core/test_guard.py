"""Records are written by the write functions or not at all (trust rule 2)."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from accounts.models import Account
from core import guard, writes
from core.exceptions import WriteRefused
from core.models import ChangeRecord, Membership, SignIn
from core.work import work
from parties.models import Party
from tests.factories import AccountFactory, UserFactory

TABLE = "accounts_account"


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET description = 'x'",
        f'update "{TABLE}" set description = %s',
        f"  /* a comment */ UPDATE {TABLE} SET description = 'x'",
        f"-- a comment\nDELETE FROM {TABLE}",
        f"DELETE FROM {TABLE}",
        f"INSERT INTO {TABLE} (id) VALUES (1)",
        f"INSERT INTO {TABLE} SELECT * FROM {TABLE}",
        f"WITH chosen AS (SELECT 1) DELETE FROM {TABLE} WHERE id IN (SELECT * FROM chosen)",
        f"SELECT 1; DELETE FROM {TABLE}",
        f"TRUNCATE {TABLE}",
        f'TRUNCATE TABLE ONLY "core_signin", "{TABLE}" CASCADE',
        f"UPDATE ONLY public.{TABLE} SET description = 'x'",
        f'UPDATE "public"."{TABLE}" SET description = 1',
        f"INSERT OR REPLACE INTO {TABLE} (id) VALUES (1)",
        f"REPLACE INTO {TABLE} (id) VALUES (1)",
        f"MERGE INTO {TABLE} USING core_user ON true WHEN MATCHED THEN DELETE",
        f"COPY {TABLE} FROM 'rows.csv'",
        "DELETE FROM core_changerecord",
        "INSERT INTO core_changerecord (id) VALUES (1)",
    ],
)
def test_raw_sql_that_writes_records_is_refused(db, statement):
    with pytest.raises(WriteRefused, match="was written outside"):
        sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT * FROM {TABLE} WHERE description LIKE 'update %%'",
        f"SELECT * FROM {TABLE} WHERE description = %s",
        "UPDATE core_signin SET at = at",
        "DELETE FROM django_session",
    ],
)
def test_reading_and_machinery_are_not_guarded(db, statement):
    sql(statement, *(["DELETE FROM accounts_account"] if "%s" in statement else []))


@pytest.mark.postgres
def test_locking_rows_is_not_writing(db):
    with transaction.atomic():
        list(Account.objects.select_for_update(of=("self",)))
        list(Account.objects.select_for_update(no_key=True, of=("self",)))


def test_every_way_around_the_closed_methods_is_refused(db):
    account, user = AccountFactory(), UserFactory()
    for write in (
        lambda: Account._base_manager.filter(pk=account.pk).update(description="x"),
        lambda: Account._base_manager.filter(pk=account.pk).delete(),
        lambda: Account._base_manager.bulk_create([Account(party=account.party, number="2")]),
        lambda: account.save_base(),
        lambda: super(Account, account).save(),
        lambda: Account._base_manager.all()._raw_delete("default"),
        lambda: Account._base_manager.bulk_update([account], ["description"]),
        lambda: user.groups.add(Group.objects.first()),
        lambda: Membership._base_manager.create(user=user, group=Group.objects.first()),
        lambda: ChangeRecord.objects.create(object_id=1, version=1),
    ):
        with pytest.raises(WriteRefused), transaction.atomic():
            write()
    assert Account.objects.get().description == ""


def test_a_unit_of_work_alone_does_not_open_the_tables(db):
    account = AccountFactory()
    with work(actor=None, channel="system"):
        with pytest.raises(WriteRefused), transaction.atomic():
            Account._base_manager.filter(pk=account.pk).update(description="x")
        account.description = "Main"
        writes.save(account, version=1)
    assert Account.objects.get().description == "Main"


def test_statements_of_many_rows_are_guarded(db):
    with pytest.raises(WriteRefused), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {TABLE} SET description = %s", [["x"], ["y"]])


def test_a_wrapper_put_on_for_a_while_does_not_take_the_guard_off(db):
    def pass_on(execute, statement, params, many, context):
        return execute(statement, params, many, context)

    with connection.execute_wrapper(pass_on):
        guard.arm(connection)
        connection.execute_wrappers.remove(guard.check)
        guard.arm(connection)
    assert guard.check in connection.execute_wrappers


def test_every_record_table_is_guarded():
    from django.apps import apps

    from core.models import Record

    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, Record)}
    assert guard.guarded_tables() == tables | {"core_changerecord", "core_furtherroot"}
    assert SignIn._meta.db_table not in guard.guarded_tables()


@pytest.mark.twin("write guard")
def test_without_the_guard_a_forgotten_update_would_pass(db, monkeypatch):
    """Negative control: it is the guard that refuses."""
    account = AccountFactory()
    connection.execute_wrappers.remove(guard.check)
    try:
        Account._base_manager.filter(pk=account.pk).update(description="unseen")
    finally:
        guard.arm(connection)
    assert Account.objects.get().description == "unseen"
    assert ChangeRecord.objects.filter(model="accounts.account").count() == 1
    assert Party.objects.count() == 1
