"""Log lines carry ids and places, and never what somebody typed (trust rule 18)."""

import json
import logging
import sys
from types import SimpleNamespace

import psycopg
import pytest
from django.db import IntegrityError

from core import logs
from core.logs import JsonFormatter, describe_error

TYPED = "Acme Harbour Ltd"


def line_of(message, *args, exc_info=None, extra=None):
    record = logging.getLogger("registrar.test").makeRecord(
        "registrar.test", logging.ERROR, __file__, 1, message, args, exc_info, extra=extra
    )
    return json.loads(JsonFormatter().format(record))


def caught(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_a_line_has_time_level_logger_message_and_ids():
    request_id, user_id = logs.request_id.set("abcdefgh"), logs.user_id.set(7)
    try:
        line = line_of("saved %s", 3)
    finally:
        logs.request_id.reset(request_id)
        logs.user_id.reset(user_id)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "ERROR",
        "logger": "registrar.test",
        "message": "saved 3",
        "request_id": "abcdefgh",
        "user_id": 7,
    }


def test_only_known_extra_fields_are_written():
    line = line_of("saved", extra={"object_id": 3, "customer_name": TYPED})
    assert line["object_id"] == 3
    assert TYPED not in json.dumps(line)


def test_an_exception_is_logged_by_class_and_place_but_not_by_message():
    line = line_of("failed", exc_info=caught(ValueError(TYPED)))
    assert line["error"]["class"] == "builtins.ValueError"
    assert line["error"]["places"][0].endswith(" caught")
    assert TYPED not in json.dumps(line)


@pytest.mark.parametrize("as_message", [True, False])
def test_an_exception_passed_as_message_or_argument_is_named_only(as_message):
    error = ValueError(TYPED)
    line = line_of(error) if as_message else line_of("failed: %s", error)
    assert line["message"] == ("builtins.ValueError" if as_message else "failed: builtins.ValueError")


def test_a_line_break_in_a_message_does_not_make_a_second_line():
    record = logging.makeLogRecord({"msg": "one\ntwo\r\u2028three", "name": "x"})
    assert len(JsonFormatter().format(record).splitlines()) == 1


def test_the_name_of_a_violated_constraint_is_kept():
    class Diagnosed(psycopg.errors.UniqueViolation):
        diag = SimpleNamespace(constraint_name="accounts_account_number_unique")

    try:
        try:
            raise Diagnosed(f"Key (number)=({TYPED}) already exists.")
        except psycopg.Error as error:
            raise IntegrityError(str(error)) from error
    except IntegrityError as error:
        described = describe_error(error, error.__traceback__)
    assert described["cause"]["constraint"] == "accounts_account_number_unique"
    assert TYPED not in json.dumps(described)


def test_a_long_chain_of_causes_is_cut():
    error = ValueError()
    for _ in range(20):
        following = ValueError()
        following.__cause__ = error
        error = following
    assert json.dumps(describe_error(error, None)).count("builtins.ValueError") == 4
