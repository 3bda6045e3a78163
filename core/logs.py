"""Log lines as JSON: what happened, where, for whom and in which request, and never what somebody typed.

The request id and the user id travel in context variables that the middleware sets, so that every line of a
request carries them, whoever writes it (trust rule 18).
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
user_id: ContextVar[int | None] = ContextVar("user_id", default=None)

# What code of ours may add to a line with `extra={...}`. Anything else in `extra` is left out.
EXTRA_FIELDS = ("method", "route", "status", "milliseconds", "object_id", "run_id", "job", "detail")


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON.

    An exception is logged by its class and the places it went through. Its message is left out, because
    messages quote data (a database error quotes the row); the name of a violated constraint is safe and stays.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without a newline in it."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            "request_id": request_id.get(),
            "user_id": user_id.get(),
        }
        line |= {name: getattr(record, name) for name in EXTRA_FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe_error(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Return the message; an exception that was passed as an argument appears by its class only."""
    if isinstance(record.msg, BaseException):
        return class_name(record.msg)
    if isinstance(record.args, tuple):
        args = tuple(class_name(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
        return str(record.msg) % args if args else str(record.msg)
    return record.getMessage()


def describe_error(error: BaseException, trace: TracebackType | None, *, causes: int = 3) -> dict[str, Any]:
    """Describe an exception by class, constraint and places, and by at most `causes` that led to it."""
    described: dict[str, Any] = {
        "class": class_name(error),
        "places": [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(trace)],
    }
    if constraint := getattr(getattr(error, "diag", None), "constraint_name", None):
        described["constraint"] = constraint
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and causes:
        described["cause"] = describe_error(cause, cause.__traceback__, causes=causes - 1)
    return described


def class_name(error: BaseException) -> str:
    """Return the full name of an exception's class."""
    return f"{type(error).__module__}.{type(error).__qualname__}"
