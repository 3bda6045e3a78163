"""The guard at run time: a record table is written by the write functions or not at all.

With `settings.WRITE_GUARD` on (tests, demo) every connection checks each INSERT, UPDATE and DELETE, so that a third
party's code, a forgotten `.update()` or raw SQL fails where it stands. Production leaves it off: there the closed
methods of Record and RecordQuerySet remain.
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

_WRITE = re.compile(r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
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
    from core.models import ChangeRecord, Record

    return frozenset(
        model._meta.db_table for model in apps.get_models() if issubclass(model, (Record, ChangeRecord))
    )


def check(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database wrapper that refuses writes to guarded tables outside `allowed`."""
    if not _allowed.get():
        match = _WRITE.match(sql if isinstance(sql, str) else str(sql))
        if match and match.group(1).lower() in guarded_tables():
            raise WriteRefused(f"{match.group(1)} was written outside core.writes: {str(sql)[:200]}")
    return execute(sql, params, many, context)


def arm(connection: Any, **_kwargs: Any) -> None:
    """Put the guard on a connection, once."""
    if check not in connection.execute_wrappers:
        connection.execute_wrappers.append(check)


def install() -> None:
    """Guard every connection of this process, where the settings ask for it."""
    if settings.WRITE_GUARD:
        connection_created.connect(arm, dispatch_uid="core.guard.arm")
        for connection in connections.all(initialized_only=True):
            arm(connection)
