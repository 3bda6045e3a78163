"""docs/tables.md against the database and the models."""

import re

from django.apps import apps
from django.db import connection

from core.guard import guarded_tables
from core.models import ChangeRecord, FurtherRoot, Record
from tests.core.generated import DOCS

LINE = re.compile(r"^\| `(?P<table>\w+)` \| (?P<kind>\w+) \| (?P<writer>[^|]+) \| (?P<purpose>[^|]+) \|$")


def lines():
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    matches = [LINE.match(row) for row in rows]
    assert None not in matches, rows[matches.index(None)]
    return [match.groupdict() for match in matches]


def test_every_table_of_the_database_has_one_line(db):
    listed = [line["table"] for line in lines()]
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(connection.introspection.table_names())


def test_the_class_of_a_table_is_that_of_its_model():
    classes = {line["table"]: line["kind"] for line in lines()}
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, Record):
            expected = "record"
        elif issubclass(model, ChangeRecord | FurtherRoot):
            expected = "journal"
        else:
            expected = "machinery"
        assert classes[model._meta.db_table] == expected, model


def test_records_have_the_one_writer_and_the_guard():
    for line in lines():
        assert (line["writer"] == "core.writes") == (line["kind"] == "record"), line
        assert (line["table"] in guarded_tables()) == (line["kind"] != "machinery"), line


def test_every_line_says_what_the_table_is_for():
    for line in lines():
        assert line["purpose"].endswith("."), line
        assert 3 <= len(line["purpose"].split()) <= 25, line
