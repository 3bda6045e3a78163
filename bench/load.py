"""Putting bench data into an empty database: fast, and sound at the end.

Rows go around the write functions, which would take hours. Indexes that are no constraints, and triggers, are taken
off while many rows are loaded and put back as they were; `bench.soundness` then asks a sample what `checkdata` asks.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from bench.customers import TABLES, Maker
from bench.sheets import Sheet
from core.guard import allowed
from matching import index
from matching.models import MatchKey

AT_A_TIME = 10_000
# From so many customers on it pays to build indexes afterwards.
MANY = 5_000
_SQLITE_OBJECTS = """SELECT type, name, sql FROM sqlite_master
    WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = %s"""
_POSTGRES_INDEXES = """SELECT 'index', i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s
    AND i.schemaname = current_schema()
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = format('%%I', i.indexname)::regclass)"""


def load(parties: int, seed: int = 1, *, history: bool = False) -> dict[str, Any]:
    """Fill the database with so many customers; answers how many rows that were and how long it took."""
    started = time.monotonic()
    maker = Maker(seed, history=history)
    models: list[type[Model]] = [*TABLES, MatchKey]
    tables = [model._meta.db_table for model in models]
    # Bench data is made in bulk, in a database that nobody works with.
    with allowed(), without_care(tables if parties >= MANY else []):
        rows = 0
        for count in _portions(parties):
            first, last = maker.make(count)
            rows += maker.write() + write_keys(first, last)
    settle(tables)
    return {"parties": parties, "seed": seed, "rows": rows, "seconds": round(time.monotonic() - started, 1)}


def _portions(parties: int) -> Iterator[int]:
    for start in range(0, parties, AT_A_TIME):
        yield min(AT_A_TIME, parties - start)


def write_keys(first: int, last: int) -> int:
    """The search keys of the customers between two ids, as the index makes them."""
    sheet = Sheet(MatchKey, "party_id", "kind", "source", "value", "unit_id")
    sheet.rows = list(dict.fromkeys(index.entries(range(first, last + 1))))
    return sheet.write()


@contextmanager
def without_care(tables: list[str]) -> Iterator[None]:
    """Load into these tables without triggers and without the indexes that are no constraints."""
    if not tables:
        yield
        return
    kept = [row for table in tables for row in _query(_of_table(), [table])]
    _switch_checks(off=True)
    for kind, name, _statement in kept:
        _run(f'DROP {kind} "{name}"')
    yield
    for _kind, _name, statement in sorted(kept):
        _run(statement)
    _switch_checks(off=False)


def _of_table() -> str:
    return _POSTGRES_INDEXES if connection.vendor == "postgresql" else _SQLITE_OBJECTS


def _switch_checks(*, off: bool) -> None:
    """Foreign keys and triggers; the rows are made with the ids of their parents."""
    if connection.vendor == "postgresql":
        _run(f"SET session_replication_role = {'replica' if off else 'origin'}")
        _run(f"SET synchronous_commit = {'off' if off else 'on'}")
        _run("SET statement_timeout = 0")
    else:
        _run(f"PRAGMA foreign_keys = {'OFF' if off else 'ON'}")
        _run(f"PRAGMA synchronous = {'OFF' if off else 'NORMAL'}")
        # Keys arrive in no order: an index that does not fit is written over and over again.
        _run(f"PRAGMA cache_size = {-6_000_000 if off else -2_000}")
        _run(f"PRAGMA wal_autocheckpoint = {100_000 if off else 1_000}")


def settle(tables: list[str]) -> None:
    """Let ids go on behind the last row, and tell the planner what there is."""
    models = list(connection.introspection.installed_models(tables))
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        _run(statement)
    if connection.vendor == "postgresql":
        for table in tables:
            _run(f'{"ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"} "{table}"')
    else:
        _run("ANALYZE")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _query(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
