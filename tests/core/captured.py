"""What statements a test sent to the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def captured() -> CaptureQueriesContext:
    """Record the statements of a block."""
    return CaptureQueriesContext(connection)


def verbs(queries) -> list[str]:
    """The first word of each statement, savepoints apart."""
    words = [query["sql"].split(maxsplit=1)[0].upper() for query in queries]
    return [word for word in words if word not in ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")]
