"""What each kind of database needs to be told when a connection opens."""

from typing import Any

SQLITE_BUSY_SECONDS = 20


def options_for(database: dict[str, Any], *, lock_timeout: int, statement_timeout: int) -> dict[str, Any]:
    """Return the entries to add to one DATABASES value; the time limits are in milliseconds.

    SQLite: every transaction takes the write lock when it begins, because one that is upgraded half-way fails
    at once when another writer came between; readers are not blocked (write-ahead log). Foreign keys are
    enforced by Django's own connection set-up.
    PostgreSQL: a lock or a statement that takes too long is given up; parameters are bound by the client,
    because a generic plan of the server makes some searches hundreds of times slower.
    """
    engine = database["ENGINE"]
    common = {"ATOMIC_REQUESTS": False}
    if engine.endswith("sqlite3"):
        return common | {
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": SQLITE_BUSY_SECONDS,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    limits = {
        "lock_timeout": lock_timeout,
        "statement_timeout": statement_timeout,
        "idle_in_transaction_session_timeout": 60_000,
    }
    given = database.get("OPTIONS", {})
    return common | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given
        | {
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            "server_side_binding": False,
        },
    }
