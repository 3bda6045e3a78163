"""SQLite takes more parameters in a statement than Django believes.

Django counts on 999, the limit of old versions, and so cuts an insert of 300 wide rows into a dozen statements. The
library itself says how many it takes.
"""

import sqlite3
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created


def raise_limit(connection: Any, **_kwargs: Any) -> None:
    """Tell Django how many parameters this connection takes."""
    if connection.vendor == "sqlite":
        connection.features.max_query_params = connection.connection.getlimit(
            sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER
        )


def install() -> None:
    """Ask every connection of this process, those that are open already included."""
    connection_created.connect(raise_limit, dispatch_uid="core.sqlite.raise_limit")
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            raise_limit(connection)
