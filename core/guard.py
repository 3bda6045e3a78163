"""The guard at run time: a record table is written by the write functions or not at all.

With `settings.WRITE_GUARD` on (tests, demo) every connection looks for INSERT, UPDATE, DELETE and the like in each
statement, so that a third party's code, a forgotten `.update()` or raw SQL fails where it stands. Production leaves
it off: there the closed methods of Record and RecordQuerySet remain.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created

from core.exceptions import WriteRefused

# A write anywhere in a statement, also behind WITH, after a comment, or with a schema before the table's name.
_WRITE = re.compile(
    r"""\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|MERGE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM
    |COPY)\s+(?:ONLY\s+)?(?:"?\w+"?\.)?"?(\w+)"?""",
    re.IGNORECASE | re.VERBOSE,
)
_TRUNCATE = re.compile(r"(?:^|;)\s*TRUNCATE\b([^;]*)", re.IGNORECASE)
_allowed: ContextVar[bool] = ContextVar("record_writes_allowed", default=False)


@contextmanager
def allowed() -> Iterator[None]:
    """Let records be written inside the block. For the write functions, and for data migrations (say why there)."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


@cache
def guarded_tables() -> frozenset[str]:
    """The tables of all records and of the journals."""
    from core.models import ChangeRecord, FurtherRoot, Record

    guarded = (Record, ChangeRecord, FurtherRoot)
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, guarded))


def check(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database wrapper that refuses writes to guarded tables outside `allowed`."""
    if not _allowed.get():
        text = sql if isinstance(sql, str) else sql.as_string(context["connection"].connection)
        for table in guarded_tables().intersection(_written(text)):
            raise WriteRefused(f"{table} was written outside core.writes: {text[:200]}")
    return execute(sql, params, many, context)


def _written(sql: str) -> set[str]:
    """The names after each writing verb of a statement; TRUNCATE may name several."""
    found = set(_WRITE.findall(sql))
    for tables in _TRUNCATE.findall(sql):
        found.update(re.findall(r"\w+", tables))
    return {name.lower() for name in found}


def arm(connection: Any, **_kwargs: Any) -> None:
    """Put the guard on a connection, once."""
    if check not in connection.execute_wrappers:
        # First in the list: a wrapper that somebody puts on for a while takes the last one off again.
        connection.execute_wrappers.insert(0, check)


def install() -> None:
    """Guard every connection of this process, where the settings ask for it."""
    if settings.WRITE_GUARD:
        connection_created.connect(arm, dispatch_uid="core.guard.arm")
        for connection in connections.all(initialized_only=True):
            arm(connection)
